using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using BedrockPS.Local.Resources;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Converse;

/// <summary>Puts a stored prompt in the place of what a request would say: its texts, its settings, its model.</summary>
internal static class PromptMessages
{
    private static readonly string[] s_forbidden = ["inferenceConfig", "system", "toolConfig", "additionalModelRequestFields"];

    /// <param name="variant">The prompt's variant.</param>
    /// <param name="input">Members of Converse with the prompt's ARN as modelId.</param>
    /// <returns>The members as they would be with the prompt's text in them.</returns>
    /// <exception cref="ServiceFault">ValidationException: a member that may not be beside a prompt, or a variable without value.</exception>
    public static Dictionary<string, object?> Merge(Dictionary<string, object?> variant, Dictionary<string, object?> input)
    {
        foreach (string name in s_forbidden)
        {
            if (input.Get(name) is not null)
            {
                throw ServiceFault.Validation($"The {name} field can't be specified with a prompt from Prompt management. Remove {name} and try again.");
            }
        }

        Dictionary<string, object?> variables = input.Map("promptVariables") ?? [];
        Dictionary<string, object?> template = variant.Map("templateConfiguration") ?? [];
        Dictionary<string, object?> merged = new(input);
        List<object?> messages = [];
        if (template.Map("chat") is Dictionary<string, object?> chat)
        {
            messages.AddRange((List<object?>)Fill(chat.List("messages"), variables)!);
            merged["system"] = Fill(chat.List("system"), variables);
            if (chat.Map("toolConfiguration") is Dictionary<string, object?> tools)
            {
                merged["toolConfig"] = tools;
            }
        }
        else
        {
            messages.Add(UserMessage(FillText(template.Map("text")?.Text("text") ?? "", variables)));
        }

        messages.AddRange(input.List("messages"));
        merged["messages"] = messages;
        if (variant.Map("inferenceConfiguration")?.Map("text") is Dictionary<string, object?> inference)
        {
            merged["inferenceConfig"] = inference;
        }

        if (variant.Map("additionalModelRequestFields") is Dictionary<string, object?> fields)
        {
            merged["additionalModelRequestFields"] = fields;
        }

        return merged;
    }

    /// <summary>The variant a stored prompt answers with: its default, else its only one.</summary>
    public static Dictionary<string, object?> VariantOf(Dictionary<string, object?> members)
    {
        string? wanted = members.Text("defaultVariant");
        Dictionary<string, object?>? found = null;
        foreach (Dictionary<string, object?> variant in members.Maps("variants"))
        {
            found = found is null || variant.Text("name") == wanted ? variant : found;
        }

        return found ?? throw ServiceFault.Validation($"The prompt '{members.Text("name")}' has no variant.");
    }

    private static Dictionary<string, object?> UserMessage(string text) => new()
    {
        ["role"] = "user",
        ["content"] = new List<object?> { new Dictionary<string, object?> { ["text"] = text } },
    };

    private static object? Fill(object? value, Dictionary<string, object?> variables)
    {
        switch (value)
        {
            case string text:
                return FillText(text, variables);
            case List<object?> list:
                return list.ConvertAll(item => Fill(item, variables));
            case Dictionary<string, object?> map:
                Dictionary<string, object?> filled = [];
                foreach (KeyValuePair<string, object?> member in map)
                {
                    filled[member.Key] = Fill(member.Value, variables);
                }

                return filled;
            default:
                return value;
        }
    }

    private static string FillText(string text, Dictionary<string, object?> variables) => Regex.Replace(
        text,
        @"\{\{([0-9A-Za-z_-]+)\}\}",
        match => variables.Map(match.Groups[1].Value)?.Text("text")
            ?? throw ServiceFault.Validation($"The prompt's variable '{match.Groups[1].Value}' has no value in promptVariables."));
}
