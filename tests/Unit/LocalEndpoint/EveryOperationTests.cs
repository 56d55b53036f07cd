using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Local;
using BedrockPS.Local.Resources;
using BedrockPS.LocalEndpoints;
using BedrockPS.Protocol;
using Xunit;

namespace BedrockPS.Unit.Endpoints;

/// <summary>The control plane as a whole, held against the descriptions of its operations.</summary>
public sealed class EveryOperationTests
{
    public static TheoryData<string> Services => ["bedrock", "bedrock-agent"];

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_output_can_be_filled_from_nothing(string service)
    {
        foreach (OperationDescription operation in OperationsOf(service))
        {
            // Throws where a required member is missing or is not what its shape says.
            ServerAnswer answer = ResponseWriter.Write(operation, ShapeFiller.Fill(operation.Output, []));
            Assert.Equal(operation.SuccessStatus, answer.StatusCode);
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Every_operation_answers_as_its_description_says(string service)
    {
        using LocalEndpointServer server = LocalEndpointServer.Start(new LocalEndpointOptions());
        ApiClient client = new(
            new ConnectionSettings { Region = server.Region, AccessKey = server.AccessKey, SecretKey = server.SecretKey, EndpointUrl = server.Url, MaxAttempts = 1 },
            new CallOptions());
        SampleRequest sample = new();
        List<string> wrong = [];
        List<string> refused = [];
        foreach (OperationDescription operation in OperationsOf(service).OrderBy(Step).ThenBy(static operation => operation.Path.Split("/").Length).ThenBy(static operation => operation.Name, StringComparer.Ordinal))
        {
            try
            {
                sample.Learn(await client.CallAsync(service, operation.Name, sample.Of(operation), TestContext.Current.CancellationToken));
            }
            catch (BedrockException e) when (operation.Errors.Contains(e.Code + "Exception"))
            {
                refused.Add($"{operation.Name}: {e.Code}: {e.Message}");
            }
            catch (BedrockException e)
            {
                wrong.Add($"{operation.Name}: {e.Code}: {e.Message}");
            }
        }

        Assert.Empty(wrong);

        // The least an operation takes is not always enough for it, but mostly.
        Assert.True(refused.Count < OperationsOf(service).Count() / 2, string.Join("\n", refused));
    }

    private static IEnumerable<OperationDescription> OperationsOf(string service)
    {
        ServiceDescription description = ServiceDescription.Get(service);
        return description.OperationNames.Select(description.GetOperation);
    }

    /// <summary>Makes first, deletes last.</summary>
    private static int Step(OperationDescription operation)
    {
        string[][] steps = [["Create", "Put"], ["Start", "Associate", "Ingest", "Prepare"], ["Get", "List"], [], ["Stop", "Cancel"], ["Delete", "Disassociate", "BatchDelete"]];
        int step = Array.FindIndex(steps, verbs => verbs.Any(verb => operation.Name.StartsWith(verb, StringComparison.Ordinal)));
        return step < 0 ? 3 : step;
    }
}
