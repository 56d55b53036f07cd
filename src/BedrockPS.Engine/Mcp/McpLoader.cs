using System;
using System.IO;
using System.Reflection;

namespace BedrockPS.Engine.Mcp;

/// <summary>
/// Loads what speaks the protocol when it is first needed. Its library wants newer copies of parts of .NET than PowerShell 7.4
/// carries; they lie with it in a folder of their own, which neither the session nor the rest of the engine looks into.
/// </summary>
internal static class McpLoader
{
    private const string Name = "BedrockPS.Engine.Mcp";

    private static readonly Lazy<IMcpConnector> s_connector = new(Load);

    public static IMcpConnector Connector => s_connector.Value;

    private static IMcpConnector Load()
    {
        string folder = Path.Combine(Path.GetDirectoryName(typeof(McpLoader).Assembly.Location)!, "Mcp");
        string path = Path.Combine(folder, Name + ".dll");
        Assembly assembly = File.Exists(path) ? LoadApart(folder, path) : Assembly.Load(new AssemblyName(Name));
        return (IMcpConnector)Activator.CreateInstance(assembly.GetType(Name + ".SdkConnector", throwOnError: true)!, nonPublic: true)!;
    }

#if NET
    private static Assembly LoadApart(string folder, string path) => new McpLoadContext(folder).LoadFromAssemblyPath(path);
#else
    private static Assembly LoadApart(string folder, string path) => Assembly.LoadFrom(path);
#endif
}
