using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace BedrockPS.Unit.FlowRuntime;

/// <summary>
/// Flow definitions in short: nodes as "Ask Prompt question:String=$.data.text > modelCompletion:String", connections as
/// "FlowInputNode.document>Ask.question" and "Size?big>Large".
/// </summary>
internal static class FlowSketch
{
    public const string Input = "FlowInputNode Input > document:String";

    public static string Json(string[] nodes, string[] connections, params (string Node, string Configuration)[] configurations) =>
        Definition(nodes, connections, configurations).ToJsonString();

    public static JsonObject Definition(string[] nodes, string[] connections, params (string Node, string Configuration)[] configurations) => new()
    {
        ["nodes"] = new JsonArray([.. nodes.Select(node => Node(node, configurations))]),
        ["connections"] = new JsonArray([.. connections.Select(Connection)]),
    };

    private static JsonNode Node(string text, (string Node, string Configuration)[] configurations)
    {
        string[] sides = text.Split(" > ");
        string[] words = sides[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string configuration = configurations.FirstOrDefault(known => known.Node == words[0]).Configuration ?? "{}";
        return new JsonObject
        {
            ["name"] = words[0],
            ["type"] = words[1],
            ["configuration"] = new JsonObject { [char.ToLowerInvariant(words[1][0]) + words[1][1..]] = JsonNode.Parse(configuration) },
            ["inputs"] = new JsonArray([.. words.Skip(2).Select(Field)]),
            ["outputs"] = new JsonArray([.. sides.Skip(1).SelectMany(static side => side.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(Field)]),
        };
    }

    /// <summary>name:Type, with =expression for an input and !category for one of a loop's controller.</summary>
    private static JsonNode Field(string text)
    {
        string[] category = text.Split('!');
        string[] expression = category[0].Split('=', 2);
        string[] name = expression[0].Split(':');
        JsonObject field = new() { ["name"] = name[0], ["type"] = name[1] };
        if (expression.Length > 1)
        {
            field["expression"] = expression[1];
        }

        if (category.Length > 1)
        {
            field["category"] = category[1];
        }

        return field;
    }

    private static JsonNode Connection(string text, int index)
    {
        string[] ends = text.Split('>');
        string[] source = ends[0].Split('.', '?');
        string[] target = ends[1].Split('.');
        JsonObject configuration = text.Contains('?', StringComparison.Ordinal)
            ? new() { ["conditional"] = new JsonObject { ["condition"] = source[1] } }
            : new() { ["data"] = new JsonObject { ["sourceOutput"] = source[1], ["targetInput"] = target[1] } };
        return new JsonObject
        {
            ["name"] = "Connection" + (char)('A' + index),
            ["type"] = text.Contains('?', StringComparison.Ordinal) ? "Conditional" : "Data",
            ["source"] = source[0],
            ["target"] = target[0],
            ["configuration"] = configuration,
        };
    }
}
