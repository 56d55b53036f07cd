using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Protocol;

namespace BedrockPS.Completers;

/// <summary>
/// Something completion asks of the service: asked for once and kept for a minute for each connection. An answer that takes too long for
/// the key that was pressed is there at the next one.
/// </summary>
/// <typeparam name="T">What is read.</typeparam>
internal sealed class KeptReading<T>
    where T : class
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<ConnectionSettings, Kept> _known = new();
    private readonly Func<ApiClient, CancellationToken, Task<T>> _read;

    /// <param name="read">Asks the service.</param>
    public KeptReading(Func<ApiClient, CancellationToken, Task<T>> read) => _read = read;

    /// <summary>What is known within the time limit; null where the service is slow, refuses, or cannot be asked.</summary>
    public T? Get(ConnectionSettings settings)
    {
        try
        {
            Kept kept = _known.AddOrUpdate(settings, Ask, (asked, before) => before.IsUsable ? before : Ask(asked));
            return kept.Reading.Wait(s_limit) ? kept.Reading.Result : null;
        }
        catch (Exception exception) when (exception is AggregateException or BedrockException)
        {
            return null;
        }
    }

    private Kept Ask(ConnectionSettings settings)
    {
        ApiClient api = new(settings, new CallOptions { Timeout = TimeSpan.FromSeconds(10) });
        return new Kept(Task.Run(() => _read(api, CancellationToken.None)));
    }

    private sealed class Kept
    {
        private readonly DateTime _expires = DateTime.UtcNow + s_lifetime;

        public Kept(Task<T> reading) => Reading = reading;

        public Task<T> Reading { get; }

        /// <summary>A refusal is not kept: the next key may find other credentials.</summary>
        public bool IsUsable => !Reading.IsFaulted && _expires > DateTime.UtcNow;
    }
}
