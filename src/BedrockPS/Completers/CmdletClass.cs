using System;
using BedrockPS.Cmdlets;

namespace BedrockPS.Completers;

/// <summary>Finds the class behind a command that is being completed.</summary>
internal static class CmdletClass
{
    /// <returns>An idle instance; null for a command of another module.</returns>
    public static BedrockCmdlet? Find(string commandName)
    {
        Type? type = typeof(BedrockCmdlet).Assembly.GetType(
            $"{typeof(BedrockCmdlet).Namespace}.{commandName.Replace("-", "")}Command", throwOnError: false, ignoreCase: true);
        return type is { IsAbstract: false } && typeof(BedrockCmdlet).IsAssignableFrom(type) ? (BedrockCmdlet?)Activator.CreateInstance(type) : null;
    }
}
