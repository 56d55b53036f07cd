using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Knowledge;
using BedrockPS.Protocol;

namespace BedrockPS.Cmdlets;

/// <summary>Asks knowledge bases questions that come as an argument or from the pipeline.</summary>
public abstract class QuestionCmdlet : ConnectedCmdlet
{
    /// <summary>What is asked. Without it each piped string is a question of its own, and so is a piped object's property Query.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Question", "Prompt")]
    [ValidateNotNullOrEmpty]
    public string[]? Query { get; set; }

    /// <summary>A question as a string, or the object a question belongs to; the output names it.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    public object? InputObject { get; set; }

    protected override object? Target => Query is [string only] ? only : Query ?? Input;

    private protected override object? Matter => InputObject;

    private protected override IReadOnlyList<string> CallParameters => ["KnowledgeBase", nameof(Query)];

    private protected KnowledgeBaseFinder Finder { get; } = new();

    /// <summary>The knowledge base that was named; empty where several were.</summary>
    private protected abstract string Place { get; set; }

    private protected object? Input => InputObject is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : InputObject;

    protected sealed override void Process()
    {
        if (Query is null && PlaceOf(InputObject) is string piped && Place is { Length: > 0 } typed && typed != piped)
        {
            // PowerShell gave the first value to the knowledge base before it looked at the pipeline, which brings one.
            (Place, Query) = (piped, [typed]);
            try
            {
                Run();
            }
            finally
            {
                (Place, Query) = (typed, null);
            }
        }
        else
        {
            Run();
        }
    }

    /// <summary>One pipeline input.</summary>
    private protected abstract void Run();

    /// <summary>The knowledge base a piped object is, or an answer is from; null where it is a question.</summary>
    private static string? PlaceOf(object? piped) => piped switch
    {
        PSObject { BaseObject: KnowledgeAnswer answer } => answer.KnowledgeBaseId,
        PSObject wrapped when wrapped.TypeNames.Any(static name => name.EndsWith("BedrockPS.KnowledgeBase", StringComparison.Ordinal)) =>
            wrapped.Properties["KnowledgeBaseId"]?.Value as string,
        KnowledgeAnswer answer => answer.KnowledgeBaseId,
        _ => null,
    };

    /// <summary>The questions of this input.</summary>
    /// <exception cref="BedrockException">EmptyInput or NoPrompt.</exception>
    private protected IReadOnlyList<string> Questions() => (Query, Input) switch
    {
        (string[] given, _) => given,
        (null, string text) when !string.IsNullOrWhiteSpace(text) => [text],
        (null, null or string) when MyInvocation.ExpectingInput => throw new BedrockException("EmptyInput", "The pipeline brought an empty input; there is nothing to ask."),
        (null, null or string) => throw new BedrockException("NoPrompt", "There is no question.")
        {
            RecommendedAction = "Give -Query, or pipe strings.",
        },
        (null, object other) => throw new BedrockException("NoPrompt", $"An object ({other.GetType().Name}) was piped that has no property Query, without -Query saying what to ask.")
        {
            RecommendedAction = "Give -Query, or pipe strings or objects with a property Query.",
        },
    };

    /// <summary>What an output names as what it belongs to.</summary>
    private protected object BelongsTo(string question) => Input ?? question;

    /// <summary>The connection to where a knowledge base is, as far as what was given tells.</summary>
    private protected ApiClient ApiOf(string knowledgeBase) => ApiIn(KnowledgeBaseReference.Parse(knowledgeBase)?.Region);
}
