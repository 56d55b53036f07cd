using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Tools;

/// <summary>Runs the tools a model asks for, with the user's approval.</summary>
internal interface IToolRunner
{
    /// <summary>The tools with those that servers offer, which are asked for them the first time.</summary>
    /// <exception cref="BedrockException">A server cannot be reached, or a tool's name is taken.</exception>
    Task<ToolSet> CompleteAsync(ToolSet tools, CancellationToken cancellationToken);

    /// <summary>False for a tool whose calls are the caller's to carry out.</summary>
    bool Runs(ToolSet tools, string name);

    /// <summary>Runs a call; one that fails or may not run is an outcome too.</summary>
    /// <exception cref="BedrockException">A server has gone: the answer cannot be had.</exception>
    Task<ToolOutcome> RunAsync(ToolSet tools, ToolUse use, CancellationToken cancellationToken);

    /// <summary>Asks for approval of something that is done elsewhere.</summary>
    /// <param name="tools">Says what needs no question.</param>
    /// <param name="use">What is to be done, as a call.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    Task<ToolDecision> ApproveAsync(ToolSet tools, ToolUse use, CancellationToken cancellationToken);
}
