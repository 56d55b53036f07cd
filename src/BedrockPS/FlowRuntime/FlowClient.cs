using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Models;
using BedrockPS.Parallelism;
using BedrockPS.Protocol;

namespace BedrockPS.FlowRuntime;

/// <summary>Runs flows on one connection.</summary>
internal sealed class FlowClient
{
    private readonly ApiClient _api;

    public FlowClient(ApiClient api) => _api = api;

    /// <summary>Starts a run, whose answer then comes piece by piece. Dispose what it gives.</summary>
    /// <param name="members">Members of InvokeFlow.</param>
    /// <param name="input">What the flow is given, for the answer to name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<FlowStream> OpenAsync(Dictionary<string, object?> members, object? input, CancellationToken cancellationToken)
    {
        FlowResponse response = new(members.Text("flowIdentifier"), members.Text("flowAliasIdentifier"))
        {
            InputObject = input,
            Region = _api.Region,
        };
        try
        {
            return new FlowStream(
                await _api.CallStreamAsync("bedrock-agent-runtime", "InvokeFlow", members, cancellationToken).ConfigureAwait(false), response);
        }
        catch (BedrockException exception)
        {
            FlowErrors.Advise(exception);
            throw;
        }
    }

    /// <summary>The whole answer. An error that comes midway carries what had arrived as its PartialAnswer.</summary>
    /// <param name="gate">Where calls to the same flow pass; null: none.</param>
    public async Task<FlowResponse> InvokeAsync(
        Dictionary<string, object?> members, object? input, CallGate? gate, CancellationToken cancellationToken)
    {
        if (gate is null)
        {
            using FlowStream stream = await OpenAsync(members, input, cancellationToken).ConfigureAwait(false);
            return await ReadAsync(stream, cancellationToken).ConfigureAwait(false);
        }

        // Only the start is sent again when the service is busy: nodes that have run stay so.
        (FlowStream opened, CallPass pass) =
            await gate.BeginAsync(static () => 0, token => OpenAsync(members, input, token), cancellationToken).ConfigureAwait(false);
        using (pass)
        using (opened)
        {
            return await ReadAsync(opened, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<FlowResponse> ReadAsync(FlowStream stream, CancellationToken cancellationToken)
    {
        try
        {
            do
            {
                while (stream.TryRead(out _))
                {
                    // The stream gathers what there is.
                }
            }
            while (await stream.FillAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (BedrockException exception)
        {
            exception.PartialAnswer = stream.Response;
            throw;
        }

        return stream.Response;
    }
}
