using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Engine.Credentials;

/// <summary>Keys that are known and stay as they are.</summary>
internal sealed class StaticKeys : ICredentialSource
{
    private readonly KeySet _keys;

    public StaticKeys(string kind, KeySet keys)
    {
        Kind = kind;
        _keys = keys;
    }

    public string Kind { get; }

    public ValueTask<KeySet> GetAsync(CancellationToken cancellationToken) => new(_keys);
}
