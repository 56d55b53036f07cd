using System.Collections.Generic;
using System.Text;
using System.Text.Json.Nodes;
using BedrockPS.Inference;
using BedrockPS.Protocol;
using Xunit;

namespace BedrockPS.Unit.Inference;

public class ConverseRequestTests
{
    [Fact]
    public void Every_setting_lands_where_Converse_expects_it()
    {
        InferenceRequest request = new()
        {
            System = "be brief",
            Messages = [new Message("user", "hi"), new Message("assistant", "ho"), new Message("user", "say \"ä\" <b>")],
            MaxTokens = 12,
            Temperature = 0.5,
            TopP = 0.25,
            StopSequences = ["END", "STOP"],
            AdditionalFields = new Dictionary<string, object?> { ["top_k"] = 5, ["nested"] = new Dictionary<string, object?> { ["on"] = true } },
        };

        AssertJson(
            """
            {
              "messages": [
                {"role": "user", "content": [{"text": "hi"}]},
                {"role": "assistant", "content": [{"text": "ho"}]},
                {"role": "user", "content": [{"text": "say \"ä\" <b>"}]}
              ],
              "system": [{"text": "be brief"}],
              "inferenceConfig": {"maxTokens": 12, "temperature": 0.5, "topP": 0.25, "stopSequences": ["END", "STOP"]},
              "additionalModelRequestFields": {"top_k": 5, "nested": {"on": true}}
            }
            """,
            request);
    }

    [Fact]
    public void What_is_not_set_is_not_sent()
    {
        InferenceRequest request = new() { Messages = [new Message("user", "hi")] };
        AssertJson("""{"messages": [{"role": "user", "content": [{"text": "hi"}]}]}""", request);
    }

    [Fact]
    public void A_block_of_any_kind_goes_back_as_it_came()
    {
        ContentBlock block = ContentBlock.FromJson("toolUse", """{"toolUseId":"t1","name":"f","input":{"a":[1,2.50]}}""");
        InferenceRequest request = new() { Messages = [new Message("assistant", [block])] };
        AssertJson(
            """{"messages": [{"role": "assistant", "content": [{"toolUse": {"toolUseId": "t1", "name": "f", "input": {"a": [1, 2.50]}}}]}]}""",
            request);
    }

    private static void AssertJson(string expected, InferenceRequest request)
    {
        string actual = Encoding.UTF8.GetString(JsonText.ToUtf8(writer => ConverseRequestWriter.Write(writer, request)));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), actual);
    }
}
