using System;
using System.IO;
using System.Reflection;

namespace BedrockPS.LocalEndpoints;

/// <summary>Loads the endpoint's assembly, which lies beside this one, when the first endpoint is started.</summary>
internal static class LocalEndpointLoader
{
    private const string AssemblyFile = "BedrockPS.LocalEndpoint.dll";
    private const string FactoryType = "BedrockPS.Local.LocalEndpointFactory";

    private static readonly Lazy<ILocalEndpointFactory> s_factory = new(Load);

    /// <exception cref="BedrockException">LocalEndpointFailed: the assembly is missing from the installation.</exception>
    public static ILocalEndpointFactory Factory => s_factory.Value;

    private static ILocalEndpointFactory Load()
    {
        string folder = Path.GetDirectoryName(typeof(LocalEndpointLoader).Assembly.Location)!;
        string file = Path.Combine(folder, AssemblyFile);
        if (!File.Exists(file))
        {
            throw new BedrockException("LocalEndpointFailed", $"{AssemblyFile} is missing from {folder}.")
            {
                RecommendedAction = "Install the module again; the file belongs beside BedrockPS.dll.",
            };
        }

        Type type = Assembly.LoadFrom(file).GetType(FactoryType, throwOnError: true)!;
        return (ILocalEndpointFactory)Activator.CreateInstance(type, nonPublic: true)!;
    }
}
