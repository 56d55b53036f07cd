using System;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Engine;

/// <summary>
/// Credentials held by an object this load context cannot name, such as an AWSCredentials of AWS Tools for PowerShell.
/// </summary>
public sealed class ForeignCredentials
{
    private readonly Func<CancellationToken, Task<KeySet>> _read;

    /// <param name="source">The object the keys come from; settings with the same source share one client.</param>
    /// <param name="read">Gives the current keys; asked again before each signature, so refreshed keys are seen.</param>
    public ForeignCredentials(object source, Func<CancellationToken, Task<KeySet>> read)
    {
        Source = source;
        _read = read;
    }

    public object Source { get; }

    public Task<KeySet> ReadAsync(CancellationToken cancellationToken) => _read(cancellationToken);
}
