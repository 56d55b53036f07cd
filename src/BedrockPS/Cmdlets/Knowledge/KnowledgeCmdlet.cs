using System;
using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Api;
using BedrockPS.Completers;
using BedrockPS.Inference;
using BedrockPS.Knowledge;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Cmdlets;

/// <summary>Finds passages in knowledge bases, to show them or to answer from them.</summary>
public abstract class KnowledgeCmdlet : QuestionCmdlet
{
    private KnowledgeFilter? _filter;
    private (string Given, string Arn)? _rerank;

    /// <summary>
    /// Which passages may be found, by the attributes of their documents. A text: year -ge 2024 -and team -in 'hr','it'; a hashtable:
    /// @{ year = @{ ge = 2024 }; team = 'hr','it' }; or the service's own structure. Upper and lower case are not the same.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public object? Filter { get; set; }

    /// <summary>
    /// Puts what was found into a better order: id, ARN or short name of a rerank model. For managed knowledge bases also Managed, for the
    /// service's own choice, and None.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [ValidateNotNullOrEmpty]
    public string? RerankModel { get; set; }

    /// <summary>Guardrail that looks at question and answer: id or ARN, with :version after it. Without a version its draft.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(GuardrailCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Guardrail { get; set; }

    /// <summary>Who asks, for knowledge bases that know who may see which document.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? UserId { get; set; }

    /// <exception cref="BedrockException">FilterInvalid; ends the pipeline, for it is the same for all inputs.</exception>
    private protected KnowledgeFilter? ReadFilter()
    {
        if (Filter is null || _filter is not null)
        {
            return _filter;
        }

        object given = Filter is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : Filter;
        try
        {
            return _filter = KnowledgeFilter.Read(given switch
            {
                string text => text,
                ScriptBlock block => block.ToString(),
                _ => PlainValue.ToMap(given, "-Filter"),
            });
        }
        catch (BedrockException exception)
        {
            exception.EndsPipeline = true;
            throw;
        }
    }

    /// <summary>ARN of the rerank model, or the service's word for its own choice or none; null without one.</summary>
    private protected string? ResolveRerankModel(ApiClient api)
    {
        if (RerankModel is null)
        {
            return null;
        }

        if (RerankModel.ToUpperInvariant() is RerankSettings.Managed or RerankSettings.None)
        {
            return RerankModel.ToUpperInvariant();
        }

        if (_rerank?.Given != RerankModel + api.Region)
        {
            _rerank = (RerankModel + api.Region, Wait(ModelArns.FindAsync(api, RerankModel, StopToken)));
        }

        return _rerank.Value.Arn;
    }

    /// <summary>The guardrail as these operations name it; null without one.</summary>
    private protected Dictionary<string, object?>? GuardrailMembers()
    {
        if (Guardrail is null)
        {
            return null;
        }

        GuardrailSettings guardrail = GuardrailSettings.Parse(Guardrail);
        return new()
        {
            ["guardrailId"] = guardrail.Identifier.Substring(guardrail.Identifier.LastIndexOf('/') + 1),
            ["guardrailVersion"] = guardrail.Version,
        };
    }

    private protected void AddUser(Dictionary<string, object?> members)
    {
        if (UserId is not null)
        {
            members["userContext"] = new Dictionary<string, object?> { ["userId"] = UserId };
        }
    }

    /// <summary>What a parameter for one file, text or lump of bytes was given.</summary>
    private protected static object Single(object given) => given switch
    {
        PSObject wrapped => Single(wrapped.BaseObject),
        object[] { Length: 1 } list => Single(list[0]),
        _ => given,
    };

    private protected void WarnOfGuardrail(string? action)
    {
        if (action == "INTERVENED")
        {
            WriteWarning("A guardrail intervened.");
        }
    }

    /// <summary>Writes each chunk as it arrives. Leaving early closes the connection.</summary>
    /// <returns>The whole answer.</returns>
    private protected KnowledgeAnswer? Read(AnswerStream stream, object? inputObject, bool shows)
    {
        KnowledgeAnswer? whole = null;
        using (stream)
        {
            do
            {
                while (stream.TryRead(out AnswerChunk? chunk))
                {
                    if (chunk!.Response is KnowledgeAnswer answer)
                    {
                        answer.InputObject = inputObject;
                        whole = answer;
                        Complete(answer);
                    }

                    if (shows)
                    {
                        WriteObject(chunk);
                    }
                }
            }
            while (Wait(stream.FillAsync(StopToken)));
        }

        return whole;
    }

    /// <summary>A whole answer is there, and not yet written: -First must not undo what follows from it.</summary>
    private protected virtual void Complete(KnowledgeAnswer answer) => WarnOfGuardrail(answer.GuardrailAction);
}
