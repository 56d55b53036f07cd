#if NET
using System;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace BedrockPS.Engine.Mcp;

/// <summary>Holds the protocol's library and what it leans on.</summary>
internal sealed class McpLoadContext : AssemblyLoadContext
{
    private static readonly Assembly s_engine = typeof(McpLoadContext).Assembly;
    private static readonly string s_framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private readonly string _directory;

    public McpLoadContext(string directory)
        : base("BedrockPS.Mcp")
    {
        _directory = directory;
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == s_engine.GetName().Name)
        {
            return s_engine;
        }

        string path = Path.Combine(_directory, assemblyName.Name + ".dll");
        return File.Exists(path) && !FrameworkHas(assemblyName) ? LoadFromAssemblyPath(path) : null;
    }

    /// <summary>
    /// What runs here may be new enough, and is compiled ahead then. Only its own folder counts: other modules may have put
    /// anything into the session.
    /// </summary>
    private static bool FrameworkHas(AssemblyName wanted)
    {
        string path = Path.Combine(s_framework, wanted.Name + ".dll");
        return File.Exists(path) && AssemblyName.GetAssemblyName(path).Version >= (wanted.Version ?? new Version(0, 0));
    }
}
#endif
