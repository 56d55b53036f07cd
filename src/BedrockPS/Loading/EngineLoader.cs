using System;
using System.IO;
using System.Reflection;
using System.Threading;
#if NET
using System.Runtime.Loader;
#endif

namespace BedrockPS.Loading;

/// <summary>
/// Finds BedrockPS.Engine. The engine and the libraries it leans on never enter the session's own load context, where another
/// module may have put other versions of them.
/// </summary>
internal static class EngineLoader
{
    private static readonly string s_directory = Path.GetDirectoryName(typeof(EngineLoader).Assembly.Location)!;
    private static int s_hooked;

    /// <summary>Once for the process, whatever the number of imports and runspaces.</summary>
    public static void Hook()
    {
        if (Interlocked.Exchange(ref s_hooked, 1) == 0)
        {
#if NET
            AssemblyLoadContext.Default.Resolving += Resolve;
#else
            AppDomain.CurrentDomain.AssemblyResolve += Resolve;
#endif
        }
    }

#if NET
    private static readonly Lazy<EngineLoadContext> s_context = new(() => new EngineLoadContext(s_directory));

    // Of an engine that is not there the context would ask the session, and the session this again, until the stack ends.
    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        name.Name == EngineLoadContext.EngineName && File.Exists(Path.Combine(s_directory, EngineLoadContext.EngineName + ".dll"))
            ? s_context.Value.LoadFromAssemblyName(name)
            : null;
#else
    private static readonly string s_mcpDirectory = Path.Combine(s_directory, "Mcp");

    private static Assembly? Load(string path) => File.Exists(path) ? Assembly.LoadFrom(path) : null;

    /// <summary>
    /// Windows PowerShell has no load contexts, and no binding redirects for a module: what our own files ask for is answered
    /// with our own files, whatever version was asked for. Nobody else's request is.
    /// </summary>
    private static Assembly? Resolve(object sender, ResolveEventArgs request)
    {
        string? asker = request.RequestingAssembly is { IsDynamic: false } assembly ? assembly.Location : null;
        string? folder = string.IsNullOrEmpty(asker) ? null : Path.GetDirectoryName(asker);
        bool isMcp = string.Equals(folder, s_mcpDirectory, StringComparison.OrdinalIgnoreCase);
        if (!isMcp && !string.Equals(folder, s_directory, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string file = new AssemblyName(request.Name).Name + ".dll";
        return Load(Path.Combine(s_directory, file)) ?? (isMcp ? Load(Path.Combine(s_mcpDirectory, file)) : null);
    }
#endif
}
