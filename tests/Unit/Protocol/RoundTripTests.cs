using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Protocol;
using Xunit;

namespace BedrockPS.Unit.Protocol;

/// <summary>Every operation of the four services: what one side writes the other side reads back unchanged.</summary>
public class RoundTripTests
{
    private const int Variants = 12;

    public static TheoryData<string, string> Operations()
    {
        TheoryData<string, string> operations = [];
        foreach (string service in ServiceDescription.Names)
        {
            foreach (string operation in ServiceDescription.Get(service).OperationNames)
            {
                operations.Add(service, operation);
            }
        }

        return operations;
    }

    [Fact]
    public void There_are_227_operations() => Assert.Equal(227, Operations().Count);

    [Theory]
    [MemberData(nameof(Operations))]
    public void Requests(string service, string name)
    {
        OperationDescription operation = ServiceDescription.Get(service).GetOperation(name);
        foreach (Dictionary<string, object?> values in Samples(operation.Input))
        {
            if (operation.InputStream is MemberDescription stream)
            {
                values[stream.Name] = new Dictionary<string, object?>();
            }

            EngineRequest request = RequestWriter.Write(operation, values);
            RouteMatch match = Assert.IsType<RouteMatch>(RouteTable.All.Find(request.Method, FillPath(request), service));
            Assert.Same(operation, match.Operation);
            Dictionary<string, object?> read = RequestReader.Read(match, request.Query, request.Headers, request.Body ?? []);
            foreach (MemberDescription member in operation.Input!.Members)
            {
                // What the writer adds of its own accord.
                bool isAdded = member.IsIdempotencyToken || member.WireName == "Content-Type" || member.Location == MemberLocation.Payload;
                if (isAdded && !values.ContainsKey(member.Name))
                {
                    read.Remove(member.Name);
                }

                if (member.Shape.IsEventStream)
                {
                    read.Remove(member.Name);
                    values.Remove(member.Name);
                }
            }

            Assert.Equal(PlainValues.Show(values), PlainValues.Show(read));
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Answers(string service, string name)
    {
        OperationDescription operation = ServiceDescription.Get(service).GetOperation(name);
        foreach (Dictionary<string, object?> values in Samples(operation.Output))
        {
            ServerAnswer answer = ResponseWriter.Write(operation, values);
            Dictionary<string, string> headers = answer.Headers.ToDictionary(
                static header => header.Key, static header => header.Value, StringComparer.OrdinalIgnoreCase);
            using EngineResponse response = new(answer.StatusCode, headers, new MemoryStream(answer.Body), 1, null);
            Dictionary<string, object?> read = await ResponseReader.ReadAsync(operation, response, TestContext.Current.CancellationToken);
            foreach (MemberDescription member in operation.Output!.Members.Where(static member => member.Location == MemberLocation.Payload))
            {
                if (!values.ContainsKey(member.Name))
                {
                    read.Remove(member.Name);
                }
            }

            Assert.Equal(operation.SuccessStatus, answer.StatusCode);
            Assert.Equal(PlainValues.Show(values), PlainValues.Show(read));
        }
    }

    private static IEnumerable<Dictionary<string, object?>> Samples(ShapeDescription? shape)
    {
        if (shape is null)
        {
            yield return [];
            yield break;
        }

        for (int variant = 0; variant < Variants; variant++)
        {
            yield return new SampleValues(all: false, variant).Structure(shape);
            yield return new SampleValues(all: true, variant).Structure(shape);
        }
    }

    private static string FillPath(EngineRequest request)
    {
        string path = request.Path;
        foreach (KeyValuePair<string, string> label in request.PathParameters)
        {
            path = path.Replace("{" + label.Key + "}", Uri.EscapeDataString(label.Value));
        }

        return path;
    }
}
