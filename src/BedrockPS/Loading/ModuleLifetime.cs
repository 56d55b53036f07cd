using System.Management.Automation;
using System.Management.Automation.Runspaces;
using BedrockPS.LocalEndpoints;

namespace BedrockPS.Loading;

/// <summary>What PowerShell runs when the module is imported and removed.</summary>
public sealed class ModuleLifetime : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>Tells the runtime where the engine is to be found; nothing is loaded before the first call needs it.</summary>
    public void OnImport() => EngineLoader.Hook();

    /// <summary>
    /// Stops the local endpoints of this session. The loader stays: the assembly and the objects users hold outlive the module,
    /// and a later import shares them.
    /// </summary>
    public void OnRemove(PSModuleInfo psModuleInfo) => LocalEndpointRegistry.StopAll(Runspace.DefaultRunspace);
}
