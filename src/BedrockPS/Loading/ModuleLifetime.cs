using System.Management.Automation;

namespace BedrockPS.Loading;

/// <summary>What PowerShell runs when the module is imported and removed.</summary>
public sealed class ModuleLifetime : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>Tells the runtime where the engine is to be found; nothing is loaded before the first call needs it.</summary>
    public void OnImport() => EngineLoader.Hook();

    /// <summary>
    /// The loader stays: the assembly and the objects users hold outlive the module, and a later import shares them.
    /// </summary>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
    }
}
