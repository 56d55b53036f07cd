using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using BedrockPS.Protocol;
using Xunit;

namespace BedrockPS.Unit.Protocol;

public class ServiceDescriptionTests
{
    [Theory]
    [InlineData("bedrock", 108, true)]
    [InlineData("bedrock-runtime", 11, true)]
    [InlineData("bedrock-agent", 75, false)]
    [InlineData("Bedrock-Agent-Runtime", 33, false)]
    public void Services_load_by_name(string name, int operations, bool bearer)
    {
        ServiceDescription service = ServiceDescription.Get(name);
        Assert.Equal(name.ToLowerInvariant(), service.Name);
        Assert.Equal("bedrock", service.SigningName);
        Assert.Equal(operations, service.OperationNames.Count);
        Assert.Equal(service.OperationNames.Order(System.StringComparer.Ordinal), service.OperationNames);
        Assert.Equal(bearer, service.SupportsBearer);
    }

    [Fact]
    public void Every_shape_that_is_referred_to_is_there()
    {
        foreach (string name in ServiceDescription.Names)
        {
            ServiceDescription service = ServiceDescription.Get(name);
            HashSet<ShapeDescription> seen = [];
            foreach (OperationDescription operation in service.OperationNames.Select(service.GetOperation))
            {
                Visit(operation.Input, seen);
                Visit(operation.Output, seen);
                Assert.All(operation.Errors, error => Assert.True(service.FindShape(error)!.ErrorStatus >= 400));
                Assert.True(operation.Paging is null || operation.Input!.FindMember(operation.Paging.InputToken) is not null);
                Assert.True(operation.Paging?.ResultKey is null || operation.Output!.FindMember(operation.Paging.ResultKey)!.Shape.Kind == ShapeKind.List);
            }

            Assert.True(seen.Count > 200);
        }
    }

    [Fact]
    public void Wrong_names_get_the_nearest_right_one()
    {
        BedrockException service = Assert.Throws<BedrockException>(() => ServiceDescription.Get("bedrock-runtme"));
        Assert.Equal("UnknownService", service.Code);
        Assert.Contains("the nearest is 'bedrock-runtime'", service.Message);
        BedrockException operation = Assert.Throws<BedrockException>(() => ServiceDescription.Get("bedrock-runtime").GetOperation("Convesre"));
        Assert.Equal("UnknownOperation", operation.Code);
        Assert.Contains("the nearest is 'Converse'", operation.Message);
        BedrockException elsewhere = Assert.Throws<BedrockException>(() => ServiceDescription.Get("bedrock").GetOperation("converse"));
        Assert.Contains("bedrock-runtime has", elsewhere.Message);
    }

    [Fact]
    public void Operation_names_match_in_any_case() =>
        Assert.Equal("ConverseStream", ServiceDescription.Get("bedrock-runtime").GetOperation("conversestream").Name);

    [Fact]
    public void Many_threads_get_the_same_objects()
    {
        ServiceDescription service = ServiceDescription.Get("bedrock-agent");
        ShapeDescription[] found = new ShapeDescription[64];
        Parallel.For(0, found.Length, index => found[index] = service.GetOperation("CreateFlow").Input!.FindMember("definition")!.Shape);
        Assert.All(found, shape => Assert.Same(found[0], shape));
    }

    [Fact]
    public void Streams_paging_and_status_are_known()
    {
        ServiceDescription runtime = ServiceDescription.Get("bedrock-runtime");
        Assert.Equal("stream", runtime.GetOperation("ConverseStream").OutputStream!.Name);
        Assert.Null(runtime.GetOperation("Converse").OutputStream);
        Assert.Equal("body", runtime.GetOperation("InvokeModelWithBidirectionalStream").InputStream!.Name);
        PagingDescription paging = ServiceDescription.Get("bedrock").GetOperation("ListCustomModels").Paging!;
        Assert.Equal(("nextToken", "nextToken", "maxResults", "modelSummaries"), (paging.InputToken, paging.OutputToken, paging.LimitKey, paging.ResultKey));
        Assert.Equal(202, ServiceDescription.Get("bedrock").GetOperation("CreateGuardrail").SuccessStatus);
        Assert.True(ServiceDescription.Get("bedrock-agent-runtime").GetOperation("ListSessions").IsReadOnly);
        Assert.False(runtime.GetOperation("Converse").IsReadOnly);
        Assert.Equal(429, runtime.FindShape("ModelNotReadyException")!.ErrorStatus);
    }

    private static void Visit(ShapeDescription? shape, HashSet<ShapeDescription> seen)
    {
        if (shape is null || !seen.Add(shape))
        {
            return;
        }

        Visit(shape.Element, seen);
        Visit(shape.Key, seen);
        foreach (MemberDescription member in shape.Members)
        {
            Visit(member.Shape, seen);
        }
    }
}
