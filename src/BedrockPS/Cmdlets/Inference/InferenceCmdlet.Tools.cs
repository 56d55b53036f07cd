using System;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Inference;
using BedrockPS.Tools;
using BedrockPS.Tools.Commands;
using BedrockPS.Tools.Servers;

namespace BedrockPS.Cmdlets;

/// <content>Tools a model may call.</content>
public abstract partial class InferenceCmdlet
{
    private ToolSet? _tools;
    private ToolRunner? _toolRunner;
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>
    /// What the model may call: command names (wildcards allowed), commands from Get-Command, script blocks, or hashtables with Name,
    /// Description, InputSchema and a Command or ScriptBlock to run; without one, the calls are returned to the caller.
    /// </summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CommandCompleter))]
    public object[]? Tool { get; set; }

    /// <summary>
    /// Model Context Protocol servers whose tools the model may call: a command line to start, an http or https URL, or a hashtable
    /// with Command, Argument and Environment, or Url and Header.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[]? McpServer { get; set; }

    /// <summary>
    /// auto lets the model choose, any has it call some tool first, a tool's name that one, none keeps it from calling any.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ToolChoice { get; set; }

    /// <summary>Which tools run without a question.</summary>
    [Parameter]
    public ToolApproval? ToolApproval { get; set; }

    /// <summary>How often tools are run for one answer before it is given up; 10 when not given.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int? MaxToolRound { get; set; }

    /// <summary>
    /// Says that something is about to be sent, under -WhatIf and -Confirm. With tools, -WhatIf is about them: the model is asked, and
    /// they tell what they would do.
    /// </summary>
    private protected bool ShouldSend(string modelId, string action, InferenceRequest? kept = null)
    {
        ReadTools();
        bool hasTools = ToolSet.Merge(_tools, kept?.Tools) is { IsEmpty: false, Choice: not ToolSet.NoTool };
        return (hasTools && IsWhatIf) || ShouldProcess(modelId, action);
    }

    partial void AddTools(InferenceRequest settings)
    {
        ReadTools();
        settings.Tools = _tools;
    }

    partial void WrapTools(ref IModelCaller caller) => caller = new ToolCaller(caller, Runner);

    partial void CloseTools()
    {
        if (_toolRunner is not null)
        {
            WaitAtEnd(_toolRunner.CloseAsync());
        }
    }

    private ToolRunner Runner => _toolRunner ??= new ToolRunner(Log, IsWhatIf, Confirm);

    private bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given)
        ? LanguagePrimitives.IsTrue(given)
        : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    /// <summary>The parameters do not change from one input to the next, and reading help takes time.</summary>
    private void ReadTools()
    {
        if (_tools is not null || (Tool is null && McpServer is null && ToolChoice is null && ToolApproval is null && MaxToolRound is null))
        {
            return;
        }

        ToolSet tools = Tool is null ? new ToolSet() : new ToolReader(SessionState, InvokeCommand).Read(Tool);
        if (McpServer is not null)
        {
            string directory = SessionState.Path.CurrentFileSystemLocation.ProviderPath;
            tools.Servers = [.. McpServer.Select(server => ServerReader.Read(server, directory))];
        }

        tools.Choice = ToolChoice?.ToLowerInvariant() is "auto" or "any" or ToolSet.NoTool ? ToolChoice.ToLowerInvariant() : ToolChoice;
        tools.Approval = ToolApproval;
        tools.MaxRounds = MaxToolRound;
        _tools = tools;
    }

    private bool Confirm(string call) => ShouldContinue(
        $"The model asks to run: {call}", "Run this tool?", hasSecurityImpact: true, ref _yesToAll, ref _noToAll);
}
