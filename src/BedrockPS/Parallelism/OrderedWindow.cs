using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Parallelism;

/// <summary>
/// Work in flight: up to a limit runs at a time, the rest of what fits the window waits its turn or, finished, to be taken. Because the
/// window is bounded, a slow first item does not let the results behind it pile up. One thread adds and takes; the work runs on
/// the thread pool.
/// </summary>
/// <typeparam name="T">What a piece of work gives.</typeparam>
internal sealed class OrderedWindow<T> : IDisposable
{
    private readonly object _lock = new();
    private readonly int _limit;
    private readonly int _capacity;
    private readonly bool _isOrdered;
    private readonly CancellationTokenSource _cancel;
    private readonly CancellationToken _token;
    private readonly CancellationTokenRegistration _cancelled;

    /// <summary>What has not started yet.</summary>
    private readonly Queue<Item> _waiting = new();

    /// <summary>Ordered: everything, as it came. Unordered: what has finished.</summary>
    private readonly Queue<Item> _results = new();
    private TaskCompletionSource<bool>? _ready;
    private int _count;
    private int _running;
    private bool _isClosed;
    private bool _isDisposed;
    private bool _isCancelled;

    /// <param name="limit">Pieces of work that run at a time, from 1.</param>
    /// <param name="capacity">Pieces of work that may be in the window, finished ones included; at least the limit.</param>
    /// <param name="isOrdered">Results are taken in the order in which their work was added, not as they come.</param>
    /// <param name="cancellationToken">Cancels all work.</param>
    public OrderedWindow(int limit, int capacity, bool isOrdered, CancellationToken cancellationToken)
    {
        _limit = limit;
        _capacity = capacity;
        _isOrdered = isOrdered;
        _cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _token = _cancel.Token;
        _cancelled = _token.Register(static window => ((OrderedWindow<T>)window!).Signal(), this);
    }

    /// <summary>Added and not yet taken.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    public int Running
    {
        get
        {
            lock (_lock)
            {
                return _running;
            }
        }
    }

    public bool IsFull => Count >= _capacity;

    /// <summary>Starts the work, or lets it wait for its turn.</summary>
    /// <exception cref="InvalidOperationException">The window is full.</exception>
    public void Add(Func<CancellationToken, Task<T>> work)
    {
        Item item = new(work);
        lock (_lock)
        {
            Enter(item);
            if (_running == _limit || _isClosed)
            {
                _waiting.Enqueue(item);
                return;
            }

            _running++;
        }

        _ = Task.Run(() => RunAsync(item));
    }

    /// <summary>Puts a result in its place that needs no work.</summary>
    /// <exception cref="InvalidOperationException">The window is full.</exception>
    public void AddResult(T result)
    {
        lock (_lock)
        {
            Item item = new(Task.FromResult(result));
            Enter(item);
            if (!_isOrdered)
            {
                _results.Enqueue(item);
            }
        }
    }

    /// <summary>The next result, if it is there. Throws what its work threw.</summary>
    /// <exception cref="OperationCanceledException">The window was cancelled.</exception>
    public bool TryTake(out T result)
    {
        Item item;
        lock (_lock)
        {
            _token.ThrowIfCancellationRequested();
            if (!HasResult)
            {
                result = default!;
                return false;
            }

            item = _results.Dequeue();
            _count--;
        }

        result = item.Task!.GetAwaiter().GetResult();
        return true;
    }

    /// <summary>Ends when <see cref="TryTake"/> has something, or the window was cancelled. Ask only while there is something in it.</summary>
    public Task WhenReady()
    {
        lock (_lock)
        {
            if (HasResult || _token.IsCancellationRequested)
            {
                return Task.CompletedTask;
            }

            _ready ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            return _ready.Task;
        }
    }

    /// <summary>Starts no more work; what runs goes on.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
        }
    }

    /// <summary>Gives up what has not started; what runs, and what has finished, is still to be taken.</summary>
    public void Abandon()
    {
        lock (_lock)
        {
            _isClosed = true;
            _count -= _waiting.Count;
            if (_isOrdered)
            {
                for (int i = _results.Count; i > 0; i--)
                {
                    Item item = _results.Dequeue();
                    if (!_waiting.Contains(item))
                    {
                        _results.Enqueue(item);
                    }
                }
            }

            _waiting.Clear();
        }
    }

    /// <summary>Cancels what runs, and does not wait for it.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            _isClosed = true;
            _waiting.Clear();
        }

        _cancel.Cancel();
        _cancelled.Dispose();
        lock (_lock)
        {
            _isCancelled = true;
            if (_running > 0)
            {
                // The last of them disposes the source.
                return;
            }
        }

        _cancel.Dispose();
    }

    private bool HasResult => _results.Count > 0 && _results.Peek().Task is { IsCompleted: true };

    private void Enter(Item item)
    {
        if (_count >= _capacity)
        {
            throw new InvalidOperationException("The window is full.");
        }

        _count++;
        if (_isOrdered)
        {
            _results.Enqueue(item);
        }
    }

    private async Task RunAsync(Item? item)
    {
        while (item is not null)
        {
            Task<T> task = StartAsync(item);
            // Whatever it threw is for whoever takes it; where nobody does any more, it has been seen here.
            await Task.WhenAny(task).ConfigureAwait(false);
            _ = task.Exception;
            item = Next(item, task);
        }
    }

    // Also what the work throws before its first await belongs to the task.
    private async Task<T> StartAsync(Item item) => await item.Work!(_token).ConfigureAwait(false);

    private Item? Next(Item finished, Task<T> task)
    {
        Item? next = null;
        bool isReady;
        bool isLast;
        lock (_lock)
        {
            finished.Finish(task);
            if (!_isOrdered)
            {
                _results.Enqueue(finished);
            }

            if (!_isClosed && !_token.IsCancellationRequested && _waiting.Count > 0)
            {
                next = _waiting.Dequeue();
            }
            else
            {
                _running--;
            }

            isReady = HasResult;
            isLast = _isCancelled && next is null && _running == 0;
        }

        if (isReady)
        {
            Signal();
        }

        if (isLast)
        {
            _cancel.Dispose();
        }

        return next;
    }

    private void Signal()
    {
        TaskCompletionSource<bool>? ready;
        lock (_lock)
        {
            ready = _ready;
            _ready = null;
        }

        ready?.TrySetResult(true);
    }

    private sealed class Item
    {
        public Item(Func<CancellationToken, Task<T>> work) => Work = work;

        public Item(Task<T> task) => Task = task;

        public Func<CancellationToken, Task<T>>? Work { get; private set; }

        public Task<T>? Task { get; private set; }

        public void Finish(Task<T> task)
        {
            Task = task;
            // The request need not live as long as its answer waits.
            Work = null;
        }
    }
}
