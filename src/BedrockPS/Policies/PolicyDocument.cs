using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using BedrockPS.Protocol;

namespace BedrockPS.Policies;

/// <summary>An identity policy that allows what is asked for and nothing else. Equal questions give equal texts, byte for byte.</summary>
internal static class PolicyDocument
{
    private const string ProfileKey = "bedrock:InferenceProfileArn";

    /// <param name="targets">What is used, in any order.</param>
    /// <param name="uses">How.</param>
    public static string Write(IReadOnlyList<PolicyTarget> targets, IReadOnlyList<IamUse> uses)
    {
        List<PolicyStatement> statements = [];
        foreach (PolicyRule rule in PolicyRule.All)
        {
            foreach (PolicyTarget target in targets.Where(target => rule.Fits(target.Kind, uses)))
            {
                Statement(statements, rule.Sid).Add(rule.Actions, target.Arns.SelectMany(rule.On));

                // A call through a profile is checked against the model in each region too; only calls through the profile are to pass.
                if (target.Models.Count > 0 && rule.Sid == "InvokeProfile")
                {
                    PolicyStatement models = Statement(statements, "InvokeModelThroughProfile");
                    models.Add(rule.Actions, target.Models);
                    models.Conditions.UnionWith(target.Arns);
                }
                else if (target.Models.Count > 0 && rule.Sid == "BatchJobs")
                {
                    Statement(statements, rule.Sid).Add([], target.Models);
                }
            }
        }

        return Write(statements);
    }

    private static PolicyStatement Statement(List<PolicyStatement> statements, string sid)
    {
        if (statements.Find(known => known.Sid == sid) is PolicyStatement statement)
        {
            return statement;
        }

        statements.Add(statement = new PolicyStatement(sid));
        return statement;
    }

    private static string Write(List<PolicyStatement> statements)
    {
        JsonWriterOptions options = JsonText.WriterOptions;
        options.Indented = true;
        using System.IO.MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer, options))
        {
            writer.WriteStartObject();
            writer.WriteString("Version", "2012-10-17");
            writer.WriteStartArray("Statement");
            foreach (PolicyStatement statement in statements)
            {
                writer.WriteStartObject();
                writer.WriteString("Sid", statement.Sid);
                writer.WriteString("Effect", "Allow");
                WriteList(writer, "Action", statement.Actions);
                WriteList(writer, "Resource", statement.Resources);
                if (statement.Conditions.Count > 0)
                {
                    writer.WriteStartObject("Condition");
                    writer.WriteStartObject("StringEquals");
                    WriteList(writer, ProfileKey, statement.Conditions);
                    writer.WriteEndObject();
                    writer.WriteEndObject();
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return ValueBytes.Utf8.GetString(buffer.ToArray()).Replace("\r\n", "\n");
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (string value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    private sealed class PolicyStatement(string sid)
    {
        private readonly List<string> _actions = [];

        public string Sid { get; } = sid;

        /// <summary>In the order of the rules.</summary>
        public IEnumerable<string> Actions => _actions;

        public SortedSet<string> Resources { get; } = new(StringComparer.Ordinal);

        /// <summary>Profiles a call must come through.</summary>
        public SortedSet<string> Conditions { get; } = new(StringComparer.Ordinal);

        public void Add(IEnumerable<string> actions, IEnumerable<string> resources)
        {
            _actions.AddRange(actions.Where(action => !_actions.Contains(action)));
            Resources.UnionWith(resources);
        }
    }
}
