using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using BedrockPS.Protocol;
using Xunit;

namespace BedrockPS.Unit.Protocol;

public class ServerSideTests
{
    [Fact]
    public void Members_of_newer_clients_are_kept()
    {
        Dictionary<string, object?> read = Read("""{"messages":[{"role":"user","content":[{"newKind":{"a":1}}],"newer":[1]}],"newest":true}""");
        Assert.Equal(true, read["newest"]);
        Dictionary<string, object?> message = (Dictionary<string, object?>)((List<object?>)read["messages"]!)[0]!;
        Assert.Equal(new List<object?> { 1L }, message["newer"]);
        Assert.True(((Dictionary<string, object?>)((List<object?>)message["content"]!)[0]!).ContainsKey("newKind"));
    }

    [Theory]
    [InlineData("""{"messages":"Hello"}""", "messages: expected a list of")]
    [InlineData("""{"messages":[{"role":"robot","content":[{"text":"a"}]}]}""", "messages[0].role: expected one of user, assistant")]
    [InlineData("""{"messages":[{"content":[{"text":"a"}]}]}""", "messages[0].role: required and missing")]
    [InlineData("""{"inferenceConfig":{"temperature":"0.5"}}""", "inferenceConfig.temperature: expected a number, got '0.5'")]
    [InlineData("""{"inferenceConfig":{"temperature":-1}}""", "inferenceConfig.temperature: expected at least 0, got -1")]
    [InlineData("""{"inferenceConfig":{"maxTokens":1.5}}""", "inferenceConfig.maxTokens: expected a whole number")]
    [InlineData("""{"messages":[{"role":"user","content":[{"image":{"format":"png","source":{"bytes":"not base64!"}}}]}]}""", "bytes: expected base64 text")]
    public void Requests_are_checked(string body, string problem)
    {
        BedrockException error = Assert.Throws<BedrockException>(() => Read(body));
        Assert.Equal(("Validation", 400), (error.Code, error.StatusCode));
        Assert.Contains(problem, error.Message);
    }

    [Theory]
    [InlineData("{\"messages\":")]
    [InlineData("[]")]
    [InlineData("{} {}")]
    [InlineData("<html>")]
    public void Bodies_that_are_no_json_object_are_refused(string body)
    {
        BedrockException error = Assert.Throws<BedrockException>(() => Read(body));
        Assert.Equal(("Serialization", 400), (error.Code, error.StatusCode));
    }

    [Theory]
    [InlineData(100, "Validation")]
    [InlineData(2000, "Serialization")]
    public void Bodies_without_end_are_refused(int depth, string code)
    {
        string body = "{\"additionalModelRequestFields\":" + string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth + 1);
        BedrockException error = Assert.Throws<BedrockException>(() => Read(body));
        Assert.Equal((code, 400), (error.Code, error.StatusCode));
    }

    [Fact]
    public void Body_members_cannot_replace_the_path()
    {
        Dictionary<string, object?> read = Read("""{"modelId":"other"}""");
        Assert.Equal("m", read["modelId"]);
    }

    [Fact]
    public void Errors_have_the_status_the_service_declares()
    {
        ServiceDescription runtime = ServiceDescription.Get("bedrock-runtime");
        ServerAnswer answer = ResponseWriter.WriteError(
            runtime, "ModelErrorException", "failed", "id-1", members: new Dictionary<string, object?> { ["originalStatusCode"] = 500 });
        Assert.Equal(424, answer.StatusCode);
        Assert.Contains(answer.Headers, static header => header is { Key: "x-amzn-ErrorType", Value: "ModelErrorException" });
        Assert.Contains(answer.Headers, static header => header is { Key: "x-amzn-RequestId", Value: "id-1" });
        Assert.Equal("""{"message":"failed","originalStatusCode":500}""", Encoding.UTF8.GetString(answer.Body));
        Assert.Equal(404, ResponseWriter.WriteError(runtime, "UnknownOperationException", "?", "id", 404).StatusCode);
    }

    [Fact]
    public void Answers_that_do_not_fit_are_the_servers_fault()
    {
        OperationDescription converse = Operation("Converse");
        Assert.Throws<InvalidOperationException>(() => ResponseWriter.Write(converse, new Dictionary<string, object?> { ["ouptut"] = 1 }));
        Assert.Throws<InvalidOperationException>(() => ResponseWriter.WriteEvent(Operation("ConverseStream"), "noSuchEvent", new Dictionary<string, object?>()));
    }

    [Fact]
    public void An_answer_without_content_has_no_body()
    {
        OperationDescription operation = ServiceDescription.Names
            .Select(ServiceDescription.Get)
            .SelectMany(static service => service.OperationNames.Select(service.GetOperation))
            .First(static operation => operation.SuccessStatus == 204);
        Assert.Empty(ResponseWriter.Write(operation, new Dictionary<string, object?>()).Body);
    }

    private static Dictionary<string, object?> Read(string body) =>
        RequestReader.Read(
            RouteTable.All.Find("POST", "/model/m/converse")!, [], new Dictionary<string, string>(), Encoding.UTF8.GetBytes(body));

    private static OperationDescription Operation(string name) => ServiceDescription.Get("bedrock-runtime").GetOperation(name);
}
