using System;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Engine.Credentials;

/// <summary>Keys of an instance's role, fetched again some minutes before they end.</summary>
internal sealed class InstanceKeys : ICredentialSource
{
    private static readonly TimeSpan s_renewBefore = TimeSpan.FromMinutes(5);
    private readonly InstanceMetadata _metadata;
    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile Tuple<KeySet, DateTime>? _current;

    private InstanceKeys(InstanceMetadata metadata, KeySet keys, DateTime expires)
    {
        _metadata = metadata;
        _current = Tuple.Create(keys, expires);
    }

    public string Kind => "role of the instance";

    /// <summary>Null when this is no instance, or one without a role.</summary>
    public static async Task<InstanceKeys?> FindAsync(InstanceMetadata metadata, CancellationToken cancellationToken) =>
        await metadata.KeysAsync(cancellationToken).ConfigureAwait(false) is (KeySet keys, DateTime expires)
            ? new InstanceKeys(metadata, keys, expires)
            : null;

    public async ValueTask<KeySet> GetAsync(CancellationToken cancellationToken)
    {
        if (_current is { } fresh && DateTime.UtcNow < fresh.Item2 - s_renewBefore)
        {
            return fresh.Item1;
        }

        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_current is { } renewed && DateTime.UtcNow < renewed.Item2 - s_renewBefore)
            {
                return renewed.Item1;
            }

            if (await _metadata.KeysAsync(cancellationToken).ConfigureAwait(false) is (KeySet keys, DateTime expires))
            {
                _current = Tuple.Create(keys, expires);
            }

            // When the metadata service is down for a moment the old keys may still be good; the service is the judge of that.
            return _current!.Item1;
        }
        finally
        {
            _one.Release();
        }
    }
}
