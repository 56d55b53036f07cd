using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace BedrockPS.Unit.AgentRuntime;

/// <summary>An endpoint of its own with a fault, for the session of another.</summary>
internal sealed class FaultScope : IDisposable
{
    private readonly AgentEndpoint _session;
    private readonly LocalEndpoint _faulty;

    public FaultScope(AgentEndpoint session, string fault)
    {
        _session = session;
        _faulty = (LocalEndpoint)session.One("Start-BRLocalEndpoint -NoDefault -Fault $fault", ("fault", fault)).BaseObject;
    }

    public string Script(string command) =>
        $"{command} -EndpointUrl {_faulty.Url} -Region us-east-1 -AccessKey {_faulty.AccessKey} -SecretKey {_faulty.SecretKey} -MaxAttempt 1";

    public List<PSObject> Run(string command) => _session.Shell.Run(Script(command));

    public List<AnswerChunk> Stream(string prompt, string parameters = "") =>
        [.. Run($"Invoke-BRAgent LOCALAGENT '{prompt}' -Stream {parameters}").Select(static item => (AnswerChunk)item.BaseObject)];

    public void Dispose() => _session.Shell.Run("Stop-BRLocalEndpoint $ep", ("ep", _faulty));
}
