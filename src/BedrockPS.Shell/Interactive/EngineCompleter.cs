using System.Linq;
using System.Management.Automation;

namespace BedrockPS.Shell.Interactive;

/// <summary>Completion as the engine knows it: commands, parameters, argument completers, types, paths.</summary>
internal sealed class EngineCompleter : ICompleter
{
    private readonly Session _session;

    public EngineCompleter(Session session) => _session = session;

    public Completions Complete(string text, int cursor)
    {
        using PowerShell ps = _session.CreatePowerShell();
        try
        {
            CommandCompletion found = CommandCompletion.CompleteInput(text, cursor, null, ps);
            return new Completions(
                found.ReplacementIndex,
                found.ReplacementLength,
                [.. found.CompletionMatches.Select(match => match.CompletionText)]);
        }
        catch (RuntimeException)
        {
            // A completer that fails costs its candidates, never the line being typed.
            return new Completions(cursor, 0, []);
        }
    }
}
