using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace BedrockPS.Engine;

/// <summary>
/// Puts a schema of the present standard (2020-12) into the older words the library knows: what it does not know it passes over
/// without a word, and an answer would be called fitting that is not.
/// </summary>
internal sealed class SchemaDialect
{
    private static readonly HashSet<string> s_maps = ["properties", "patternProperties", "definitions", "dependentSchemas"];
    private static readonly HashSet<string> s_lists = ["anyOf", "allOf", "oneOf", "prefixItems"];
    private static readonly HashSet<string> s_schemas =
        ["items", "additionalProperties", "additionalItems", "not", "if", "then", "else", "contains"];

    private readonly JToken _root;

    public SchemaDialect(JToken root) => _root = root;

    public JToken Rewrite() => Schema(_root);

    private static JToken Schema(JToken schema)
    {
        // true lets everything pass, false nothing.
        if (schema is JValue { Value: bool any })
        {
            return any ? new JObject() : new JObject { ["not"] = new JObject() };
        }

        if (schema is not JObject source)
        {
            return schema;
        }

        JObject result = [];
        foreach (JProperty member in source.Properties())
        {
            string name = member.Name == "$defs" ? "definitions" : member.Name;
            result[name] = Member(name, member.Value);
        }

        Const(result);
        Tuple(result);
        Conditions(result);
        return result;
    }

    private static JToken Member(string name, JToken value)
    {
        if (name == "$ref" && value is JValue { Value: string reference })
        {
            return reference.Replace("/$defs/", "/definitions/");
        }

        if (s_maps.Contains(name) && value is JObject map)
        {
            return new JObject(map.Properties().Select(static member => new JProperty(member.Name, Schema(member.Value))));
        }

        if ((s_lists.Contains(name) || name == "items") && value is JArray list)
        {
            return new JArray(list.Select(Schema));
        }

        // The library reads these two as booleans too, and says more plainly what is wrong.
        return name is "additionalProperties" or "additionalItems" && value is JValue { Value: bool }
            ? value
            : s_schemas.Contains(name) ? Schema(value) : value.DeepClone();
    }

    private static void Const(JObject schema)
    {
        if (schema.Property("const") is JProperty constant)
        {
            constant.Remove();
            schema["enum"] = new JArray(constant.Value);
        }
    }

    private static void Tuple(JObject schema)
    {
        if (schema["prefixItems"] is not JArray places)
        {
            return;
        }

        if (schema["items"] is JToken rest)
        {
            schema["additionalItems"] = rest;
        }

        schema.Remove("prefixItems");
        schema["items"] = places;
    }

    /// <summary>What the library has no word for, said with not, anyOf and required.</summary>
    private static void Conditions(JObject schema)
    {
        List<JToken> conditions = [];
        if (Take(schema, "contains") is JToken wanted)
        {
            conditions.Add(Not(new JObject { ["type"] = "array", ["items"] = Not(wanted) }));
        }

        JToken? then = Take(schema, "then");
        JToken? otherwise = Take(schema, "else");
        if (Take(schema, "if") is JToken condition)
        {
            conditions.Add(AnyOf(Not(condition), then ?? new JObject()));
            conditions.Add(AnyOf(condition.DeepClone(), otherwise ?? new JObject()));
        }

        foreach (JProperty dependent in (Take(schema, "dependentRequired") as JObject)?.Properties() ?? [])
        {
            conditions.Add(AnyOf(Not(Requires(dependent.Name)), new JObject { ["required"] = dependent.Value }));
        }

        foreach (JProperty dependent in (Take(schema, "dependentSchemas") as JObject)?.Properties() ?? [])
        {
            conditions.Add(AnyOf(Not(Requires(dependent.Name)), dependent.Value));
        }

        if (conditions.Count > 0)
        {
            schema["allOf"] = new JArray((schema["allOf"] as JArray ?? []).Concat(conditions));
        }
    }

    private static JToken? Take(JObject schema, string name)
    {
        JToken? value = schema[name];
        schema.Remove(name);
        return value;
    }

    private static JObject Not(JToken schema) => new() { ["not"] = schema };

    private static JObject AnyOf(JToken first, JToken second) => new() { ["anyOf"] = new JArray(first, second) };

    private static JObject Requires(string name) => new() { ["type"] = "object", ["required"] = new JArray(name) };
}
