#if NET
using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace BedrockPS.Loading;

/// <summary>Holds the engine and every library that came with it. What is not in its folder comes from the session's context.</summary>
internal sealed class EngineLoadContext : AssemblyLoadContext
{
    public const string EngineName = "BedrockPS.Engine";

    private readonly string _directory;

    public EngineLoadContext(string directory)
        : base("BedrockPS")
    {
        _directory = directory;
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // BedrockPS itself belongs to the session, and with it the local endpoint, which shows its types to users.
        if (assemblyName.Name != EngineName && assemblyName.Name!.StartsWith("BedrockPS", System.StringComparison.Ordinal))
        {
            return null;
        }

        string path = Path.Combine(_directory, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
#endif
