using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using BedrockPS.AgentRuntime;
using BedrockPS.Api;
using BedrockPS.Engine.S3;
using BedrockPS.Inference;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <content>The session with an agent, and what goes along with a question.</content>
public abstract partial class AgentAnswerCmdlet
{
    private const string Chat = "CHAT";
    private const string CodeInterpreterUse = "CODE_INTERPRETER";

    /// <summary>
    /// The session to go on with, of an earlier answer: 2 to 100 letters, digits and the signs . _ : and -. Without it each question has
    /// a session of its own.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? SessionId { get; set; }

    /// <summary>Names and values the agent's actions are told, for the rest of the session.</summary>
    [Parameter]
    public IDictionary? SessionAttribute { get; set; }

    /// <summary>Names and values the agent's prompt has, for this question.</summary>
    [Parameter]
    public IDictionary? PromptSessionAttribute { get; set; }

    /// <summary>What was said before, elsewhere, such as the Messages of a chat. Their texts are sent.</summary>
    [Parameter]
    public Message[]? ConversationHistory { get; set; }

    /// <summary>End the session with this question; without a question, just end it.</summary>
    [Parameter]
    public SwitchParameter EndSession { get; set; }

    /// <summary>
    /// Files that go along, five of 10 MB together at most: paths, wildcards allowed, files, s3:// URIs, or hashtables in the service's
    /// own form.
    /// </summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public object[]? File { get; set; }

    /// <summary>CHAT for files to be talked about, CODE_INTERPRETER for files that the agent's code works on. CHAT when not given.</summary>
    [Parameter]
    [ValidateSet(Chat, CodeInterpreterUse)]
    public string? FileUseCase { get; set; }

    /// <summary>What an earlier answer asks for; a piped response brings it. Needed by -ReturnControlResult.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public AgentReturnControl? ReturnControl { get; set; }

    /// <summary>
    /// Results of what the agent asked for, in the place of a question: a hashtable of names and results, or the one result. An error
    /// record says that it failed; $true and $false answer a request for confirmation.
    /// </summary>
    [Parameter]
    [AllowNull]
    public object? ReturnControlResult { get; set; }

    /// <summary>The result may be $null: a command that wrote nothing.</summary>
    private bool BringsResult => MyInvocation.BoundParameters.ContainsKey(nameof(ReturnControlResult));

    /// <summary>What files are for when the user does not say.</summary>
    private protected virtual string StandardUseCase => Chat;

    /// <summary>A property that is null becomes an empty text on its way through the pipeline.</summary>
    private protected static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    /// <summary>A process has a SessionId too: only what an agent answered says which session goes on.</summary>
    private protected override void Sift()
    {
        base.Sift();
        if (IsStray(nameof(SessionId)))
        {
            SessionId = null;
        }
    }

    private void AddSession(AgentRequest request)
    {
        request.Set("endSession", EndSession ? true : null);
        request.SetState("sessionAttributes", Texts(SessionAttribute));
        request.SetState("promptSessionAttributes", Texts(PromptSessionAttribute));
        if (ConversationHistory is { Length: > 0 } messages)
        {
            request.SetState("conversationHistory", Map("messages", messages.Select(MessageOf).ToList<object?>()));
        }

        if (BringsResult)
        {
            request.SetState("invocationId", ReturnControl?.InvocationId ?? throw new BedrockException(
                "ParameterInvalid", "-ReturnControlResult needs what the agent asked for: pipe the response that has it, or give its ReturnControl."));
            request.SetState("returnControlInvocationResults", AgentResults.Read(ReturnControl, ReturnControlResult));
        }
    }

    private void AddFiles(AgentRequest request)
    {
        List<Dictionary<string, object?>> files = [];
        string useCase = FileUseCase ?? StandardUseCase;
        foreach (object? given in Input is FileInfo piped ? [piped, .. File ?? []] : File ?? [])
        {
            object? value = given is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : given;
            switch (value)
            {
                case FileInfo file:
                    files.Add(SessionFile.Of(file, useCase));
                    break;
                case string text when S3Location.TryParse(text) is { Name.Length: > 0 } uri:
                    files.Add(SessionFile.Of(uri, useCase));
                    break;
                case string path:
                    files.AddRange(FilesOf(path).Select(found => SessionFile.Of(new FileInfo(found), useCase)));
                    break;
                default:
                    files.Add(PlainValue.ToMap(given, "-File"));
                    break;
            }
        }

        if (files.Count > 0)
        {
            SessionFile.Check(files);
            request.SetState("files", files.ToList<object?>());
        }
    }

    private static Dictionary<string, object?> MessageOf(Message message) => new()
    {
        ["role"] = message.Role,
        ["content"] = new List<object?> { Map("text", message.Text) },
    };

    /// <summary>Attributes are texts; what is none goes as PowerShell writes it, structures as JSON.</summary>
    private static Dictionary<string, object?>? Texts(IDictionary? given)
    {
        if (given is null)
        {
            return null;
        }

        Dictionary<string, object?> texts = [];
        foreach (DictionaryEntry entry in given)
        {
            object? value = entry.Value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : entry.Value;
            texts[entry.Key.ToString()!] = value switch
            {
                null => "",
                string text => text,
                bool flag => flag ? "true" : "false",
                IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                _ => ObjectJson.Write(value),
            };
        }

        return texts;
    }

    /// <summary>Structures of the service's, as hashtables or objects, for one of its members.</summary>
    private protected static List<object?>? Structures(AgentRequest request, string member, object[]? given, string parameter)
    {
        if (given is null)
        {
            return null;
        }

        List<object?> structures = [.. given.Select(item => (object?)PlainValue.ToMap(item, parameter))];
        ShapeDescription input = ServiceDescription.Get(AgentRequest.Service).GetOperation(request.Operation).Input!;
        ShapeDescription? shape = member.Split('.').Aggregate<string, ShapeDescription?>(input, static (parent, name) => parent?.FindMember(name)?.Shape);
        if (shape is not null)
        {
            ImpliedTypes.Fill(shape, structures);
        }

        return structures;
    }
}
