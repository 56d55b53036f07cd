using System.Collections.Generic;
using System.Collections.Specialized;
using System.Management.Automation;
using BedrockPS.Api;
using BedrockPS.Protocol;
using Xunit;

namespace BedrockPS.Unit.Api;

public class ResourceObjectTests
{
    private static readonly ShapeDescription s_guardrail = ServiceDescription.Get("bedrock").FindShape("GetGuardrailResponse")!;

    [Fact]
    public void Members_are_pascal_case_and_all_there()
    {
        PSObject guardrail = ResourceObject.From(
            "Guardrail",
            new Dictionary<string, object?>
            {
                ["name"] = "g",
                ["topicPolicy"] = new Dictionary<string, object?>
                {
                    ["topics"] = new List<object?> { new Dictionary<string, object?> { ["name"] = "t" } },
                },
                ["brandNew"] = new Dictionary<string, object?> { ["x"] = 1L },
            },
            s_guardrail);
        Assert.Equal("BedrockPS.Guardrail", guardrail.TypeNames[0]);
        Assert.Equal("g", guardrail.Properties["Name"].Value);
        Assert.Contains(guardrail.Properties, static property => property.Name == "Name");
        PSObject topic = (PSObject)((object[])((PSObject)guardrail.Properties["TopicPolicy"].Value).Properties["Topics"].Value)[0];
        Assert.Equal("t", topic.Properties["Name"].Value);
        Assert.Empty((object[])topic.Properties["Examples"].Value);
        Assert.Null(guardrail.Properties["Description"].Value);
        Assert.Empty((object[])guardrail.Properties["StatusReasons"].Value);
        Assert.Equal(1L, ((PSObject)guardrail.Properties["BrandNew"].Value).Properties["x"].Value);
    }

    [Fact]
    public void Reading_and_sending_back_adds_nothing()
    {
        PSObject guardrail = ResourceObject.From("Guardrail", new Dictionary<string, object?> { ["name"] = "g" }, s_guardrail);
        Dictionary<string, object?> plain = PlainValue.ToMap(guardrail, "-Parameter");
        ValueBinder binder = new(ValueRules.Response);
        Assert.Equal(["name"], [.. binder.BindRoot(s_guardrail, plain).Keys]);
    }

    [Fact]
    public void Unions_show_only_what_is_set()
    {
        ShapeDescription block = ServiceDescription.Get("bedrock-runtime").FindShape("ContentBlock")!;
        PSObject text = (PSObject)ResourceObject.Value(new Dictionary<string, object?> { ["text"] = "Hi" }, block)!;
        Assert.Equal(["Text"], [.. System.Linq.Enumerable.Select(text.Properties, static property => property.Name)]);
    }

    [Fact]
    public void Keys_of_documents_stay_as_they_are()
    {
        PSObject document = (PSObject)ResourceObject.Value(new Dictionary<string, object?> { ["snake_case"] = 1L, ["lower"] = new List<object?>() }, null)!;
        Assert.Contains(document.Properties, static property => property.Name == "lower");
        Assert.Empty((object[])document.Properties["lower"].Value);
        OrderedDictionary both = Assert.IsType<OrderedDictionary>(ResourceObject.Value(new Dictionary<string, object?> { ["a"] = 1L, ["A"] = 2L }, null));
        Assert.Equal((1L, 2L), (both["a"], both["A"]));
        Assert.IsType<OrderedDictionary>(ResourceObject.Value(new Dictionary<string, object?> { [""] = 1L }, null));
    }

    [Fact]
    public void Events_carry_their_name()
    {
        OperationDescription stream = ServiceDescription.Get("bedrock-runtime").GetOperation("ConverseStream");
        PSObject delta = ResourceObject.FromEvent(
            "contentBlockDelta",
            new Dictionary<string, object?> { ["contentBlockIndex"] = 0L, ["delta"] = new Dictionary<string, object?> { ["text"] = "Hi" } },
            stream.OutputStream!.Shape.FindMember("contentBlockDelta")!.Shape);
        Assert.Equal("BedrockPS.ApiEvent", delta.TypeNames[0]);
        Assert.Equal("contentBlockDelta", delta.Properties["Event"].Value);
        Assert.Equal("Hi", ((PSObject)delta.Properties["Delta"].Value).Properties["Text"].Value);
    }
}
