using System.Linq;
using System.Management.Automation;
using BedrockPS.AgentRuntime;
using BedrockPS.Completers;
using BedrockPS.Tools;
using BedrockPS.Tools.Commands;
using BedrockPS.Tools.Servers;

namespace BedrockPS.Cmdlets;

/// <content>What the agent has this session do.</content>
public abstract partial class AgentAnswerCmdlet
{
    private AgentTools? _tools;
    private ToolRunner? _toolRunner;
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>
    /// What answers the agent's requests to its caller: command names (wildcards allowed), commands from Get-Command, script blocks, or
    /// hashtables with Name and a Command or ScriptBlock. A command answers for the function of its name; letters and digits count alone,
    /// so that Get-Weather answers for get_weather. ActionGroup__function names one of a certain action group.
    /// </summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CommandCompleter))]
    public object[]? Tool { get; set; }

    /// <summary>
    /// Model Context Protocol servers whose tools answer too: a command line to start, an http or https URL, or a hashtable with Command,
    /// Argument and Environment, or Url and Header.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[]? McpServer { get; set; }

    /// <summary>
    /// Which tools run without a question. It holds for the agent's requests for confirmation too: Ask asks, All agrees, ReadOnly declines;
    /// None leaves everything to you. Given without -Tool it answers such requests alone.
    /// </summary>
    [Parameter]
    public ToolApproval? ToolApproval { get; set; }

    /// <summary>How often the agent may have tools run for one answer; 10 when not given.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int? MaxToolRound { get; set; }

    /// <summary>A tool that fails ends the answer with DependencyFailed. Without it the agent is told of the failure and goes on.</summary>
    [Parameter]
    public SwitchParameter FailOnToolError { get; set; }

    private ToolRunner Runner => _toolRunner ??= new ToolRunner(Log, IsRehearsal, Confirm);

    private protected AgentTools? Tools => _tools;

    /// <summary>Tells the agent of the tools, where that is done with the question.</summary>
    private protected virtual void AddTools(AgentRequest request)
    {
    }

    /// <summary>The parameters do not change from one input to the next, and reading help takes time.</summary>
    private void ReadTools()
    {
        if (_tools is not null || (Tool is null && McpServer is null && ToolApproval is null))
        {
            return;
        }

        ToolSet tools = Tool is null ? new ToolSet([]) : new ToolReader(SessionState, InvokeCommand).Read(Tool);
        if (McpServer is not null)
        {
            string directory = SessionState.Path.CurrentFileSystemLocation.ProviderPath;
            tools.Servers = [.. McpServer.Select(server => ServerReader.Read(server, directory))];
        }

        tools.Approval = ToolApproval;
        tools.MaxRounds = MaxToolRound;
        _tools = new AgentTools(Wait(Runner.CompleteAsync(tools, StopToken)));
    }

    private void CloseTools()
    {
        if (_toolRunner is not null)
        {
            WaitAtEnd(_toolRunner.CloseAsync());
        }
    }

    private bool Confirm(string call) => ShouldContinue(
        $"The agent asks to run: {call}", "Run this?", hasSecurityImpact: true, ref _yesToAll, ref _noToAll);
}
