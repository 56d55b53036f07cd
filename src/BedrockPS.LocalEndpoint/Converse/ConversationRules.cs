using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Converse;

/// <summary>What a model refuses although the service's description allows it.</summary>
internal static class ConversationRules
{
    /// <exception cref="ServiceFault">ValidationException.</exception>
    public static void Check(Conversation conversation, Dictionary<string, object?> input)
    {
        CatalogueModel model = conversation.Model;
        if (conversation.System is not null && CatalogueModel.Has(model.Lacks, "system"))
        {
            throw ServiceFault.Validation("This model doesn't support system prompts. Leave the system field out.");
        }

        if (input.Map("toolConfig") is not null && CatalogueModel.Has(model.Lacks, "tools"))
        {
            throw ServiceFault.Validation("This model doesn't support tool use.");
        }

        if (conversation.Schema is not null && !model.Can("schema"))
        {
            throw ServiceFault.Validation(
                "This model doesn't support the outputConfig.textFormat field. Remove outputConfig.textFormat and try again.");
        }

        CheckTurns(conversation);
        CheckBlanks(input);
        AttachmentRules.Check(input, model);
        CheckTools(conversation, input.Map("toolConfig") is not null);
        CheckLimits(conversation);
    }

    /// <summary>Limits that hold for native bodies too.</summary>
    public static void CheckLimits(Conversation conversation)
    {
        CatalogueModel model = conversation.Model;
        CheckSchemas(conversation);
        if (model.MaxOutput > 0 && conversation.MaxTokens > model.MaxOutput)
        {
            throw ServiceFault.Validation(
                $"The maximum tokens you requested exceeds the model limit of {model.MaxOutput}. Ask for at most {model.MaxOutput}.");
        }

        CheckLength(conversation);
    }

    /// <summary>What is asked has to fit into what the model can read, whoever asks it.</summary>
    public static void CheckLength(Conversation conversation)
    {
        CatalogueModel model = conversation.Model;
        if (model.Context > 0 && conversation.InputTokens > model.Context)
        {
            throw ServiceFault.Validation(
                $"Input is too long for requested model: about {conversation.InputTokens} tokens of {model.Context}.");
        }
    }

    private static void CheckSchemas(Conversation conversation)
    {
        bool isStrict = conversation.Schema is not null || conversation.Tools.Exists(static tool => tool.IsStrict);
        if (isStrict && !conversation.Model.Can("schema"))
        {
            throw ServiceFault.Validation("This model doesn't support structured output.");
        }

        if (conversation.Schema is string schema)
        {
            SchemaRules.Check(schema, "output_config.format.schema");
        }

        for (int i = 0; i < conversation.Tools.Count; i++)
        {
            if (conversation.Tools[i].IsStrict)
            {
                SchemaRules.Check(conversation.Tools[i].Schema, $"tools.{i}.input_schema");
            }
        }
    }

    private static void CheckTurns(Conversation conversation)
    {
        if (conversation.Turns.Count == 0 || conversation.Turns[0].Role != "user")
        {
            throw ServiceFault.Validation("A conversation must start with a user message.");
        }

        for (int i = 1; i < conversation.Turns.Count; i++)
        {
            if (conversation.Turns[i].Role == conversation.Turns[i - 1].Role)
            {
                throw ServiceFault.Validation(
                    $"A conversation must alternate between user and assistant roles: messages {i - 1} and {i} are both of "
                    + $"'{conversation.Turns[i].Role}'.");
            }
        }
    }

    private static void CheckBlanks(Dictionary<string, object?> input)
    {
        int message = 0;
        foreach (Dictionary<string, object?> turn in input.Maps("messages"))
        {
            int block = 0;
            foreach (Dictionary<string, object?> content in turn.Maps("content"))
            {
                if (content.Text("text") is string text && string.IsNullOrWhiteSpace(text))
                {
                    throw ServiceFault.Validation(
                        $"The text field in the ContentBlock object at messages.{message}.content.{block} is blank.");
                }

                block++;
            }

            if (block == 0)
            {
                throw ServiceFault.Validation($"The content field in the Message object at messages.{message} is empty.");
            }

            message++;
        }
    }

    private static void CheckTools(Conversation conversation, bool hasToolConfig)
    {
        if (conversation.ToolChoice == ToolChoice.Named && !conversation.Tools.Exists(tool => tool.Name == conversation.ForcedTool))
        {
            throw ServiceFault.Validation($"toolChoice names the tool '{conversation.ForcedTool}', which is not among the tools.");
        }

        for (int i = 0; i < conversation.Turns.Count; i++)
        {
            IEnumerable<Part> results = conversation.Turns[i].Parts.Where(static part => part.Kind == PartKind.ToolResult);
            IEnumerable<Part> uses = conversation.Turns[i].Parts.Where(static part => part.Kind == PartKind.ToolUse);
            if (!hasToolConfig && (results.Any() || uses.Any()))
            {
                throw ServiceFault.Validation(
                    "The toolConfig field must be defined when using toolUse and toolResult content blocks.");
            }

            foreach (Part result in results)
            {
                bool asked = i > 0 && conversation.Turns[i - 1].Parts.Exists(
                    part => part.Kind == PartKind.ToolUse && part.Name == result.Name);
                if (!asked)
                {
                    throw ServiceFault.Validation(
                        $"messages.{i}: the toolResult '{result.Name}' answers no toolUse of the message before it.");
                }
            }

            foreach (Part use in uses)
            {
                bool answered = i + 1 < conversation.Turns.Count && conversation.Turns[i + 1].Parts.Exists(
                    part => part.Kind == PartKind.ToolResult && part.Name == use.Name);
                if (!answered)
                {
                    throw ServiceFault.Validation($"messages.{i}: the toolUse '{use.Name}' has no toolResult in the message after it.");
                }
            }
        }
    }
}
