using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Api;

/// <summary>
/// The events somebody hands over in one piece: one, a list, or a sequence that is still growing, such as a BlockingCollection or its
/// consuming side. Items of the last are waited for on a thread of the pool, so that answers can be read meanwhile.
/// </summary>
internal sealed class EventSequence : IDisposable
{
    private readonly IEnumerator _items;
    private Task<bool> _move = Task.FromResult(false);

    private EventSequence(IEnumerator items, bool isGrowing)
    {
        _items = items;
        IsGrowing = isGrowing;
    }

    /// <summary>Whether the next item may be long in coming; if not, all of them are there.</summary>
    public bool IsGrowing { get; }

    public object? Current => _items.Current;

    public static EventSequence Of(object? value)
    {
        value = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        IEnumerable items = Consuming(value)
            ?? (value is IEnumerable many and not (string or IDictionary or PSObject) ? many : new[] { value });
        return new EventSequence(items.GetEnumerator(), items is not ICollection);
    }

    /// <summary>Enumerated itself, a BlockingCollection of any type gives what is in it at that moment, and takes nothing out.</summary>
    private static IEnumerable? Consuming(object? value) =>
        value?.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(BlockingCollection<>)
            ? (IEnumerable)type.GetMethod(nameof(BlockingCollection<object>.GetConsumingEnumerable), Type.EmptyTypes)!.Invoke(value, null)!
            : null;

    public Task<bool> MoveNextAsync() =>
        _move = IsGrowing ? Task.Run(_items.MoveNext) : Task.FromResult(_items.MoveNext());

    public void Dispose() =>
        // A wait nobody can end is left alone; what it was for is over.
        _move.ContinueWith(
            static (move, items) =>
            {
                _ = move.Exception;
                (items as IDisposable)?.Dispose();
            },
            _items,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
}
