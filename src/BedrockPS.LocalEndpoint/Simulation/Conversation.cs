using System;
using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;
using BedrockPS.Local.Caching;
using BedrockPS.Local.Catalogue;

namespace BedrockPS.Local.Simulation;

/// <summary>What a text model is asked, whichever format it came in.</summary>
internal sealed class Conversation
{
    public Conversation(CatalogueModel model) => Model = model;

    public CatalogueModel Model { get; }

    public string? System { get; set; }

    public List<Turn> Turns { get; } = [];

    public int? MaxTokens { get; set; }

    public List<string> StopSequences { get; } = [];

    public List<ToolSpec> Tools { get; } = [];

    public ToolChoice ToolChoice { get; set; }

    /// <summary>The tool that must be called, with <see cref="ToolChoice.Named"/>.</summary>
    public string? ForcedTool { get; set; }

    /// <summary>JSON schema the answer must fit.</summary>
    public string? Schema { get; set; }

    /// <summary>The answer must fit a schema: by its format, or because it is the input of the one tool that must be called.</summary>
    public bool IsForcedAnswer => Schema is not null || ToolChoice == ToolChoice.Named || (ToolChoice == ToolChoice.Any && Tools.Count == 1);

    /// <summary>What a fault makes of an answer that must fit a schema.</summary>
    public Spoil Spoil { get; set; }

    /// <summary>The answer begins with reasoning.</summary>
    public bool Thinks { get; set; }

    /// <summary>low, medium, high and more; null when nothing was said.</summary>
    public string? Effort { get; set; }

    /// <summary>What the prompt cache had of the request, and what it took.</summary>
    public CacheUse Cache { get; set; } = CacheUse.None;

    public int UncachedTokens => Math.Max(0, InputTokens - Cache.Read - Cache.Written);

    /// <summary>A body that must ask for pieces has done so.</summary>
    public bool InPieces { get; set; }

    public double? Temperature { get; set; }

    public double? TopP { get; set; }

    /// <summary>The last turn's text, or the text before a tool's result that asked for it.</summary>
    public string Prompt
    {
        get
        {
            for (int i = Turns.Count - 1; i >= 0; i--)
            {
                if (Turns[i].Role == "user" && Turns[i].Text.Length > 0)
                {
                    return Turns[i].Text;
                }
            }

            return "";
        }
    }

    /// <summary>
    /// The text an answer's values are taken from: the prompt, or the one before it when the prompt only finds fault with the
    /// JSON of the last answer.
    /// </summary>
    public string Material
    {
        get
        {
            int at = Turns.FindLastIndex(static turn => turn.Role == "user" && turn.Text.Length > 0);
            bool isRepair = at > 0 && Regex.IsMatch(Turns[at].Text, "\\b(JSON|schema)\\b", RegexOptions.IgnoreCase);
            int before = isRepair ? Turns.FindLastIndex(at - 1, static turn => turn.Role == "user" && turn.Text.Length > 0) : -1;
            return before >= 0 ? Turns[before].Text : Prompt;
        }
    }

    /// <summary>The parts of the last message that were marked for a guardrail; null when none were.</summary>
    public string? GuardedText { get; set; }

    public int InputTokens
    {
        get
        {
            int tokens = System is null ? 0 : TokenCounter.Count(System);
            foreach (Turn turn in Turns)
            {
                tokens += 3;
                foreach (Part part in turn.Parts)
                {
                    tokens += part.Tokens;
                }
            }

            foreach (ToolSpec tool in Tools)
            {
                tokens += TokenCounter.Count(tool.Name) + TokenCounter.Count(tool.Description) + TokenCounter.Count(tool.Schema);
            }

            return tokens + (Schema is null ? 0 : TokenCounter.Count(Schema));
        }
    }

    /// <summary>Adds text to a role's turn, joining it to the turn before when that one has the same role.</summary>
    public Turn TurnOf(string role)
    {
        if (Turns.Count == 0 || Turns[Turns.Count - 1].Role != role)
        {
            Turns.Add(new Turn(role));
        }

        return Turns[Turns.Count - 1];
    }

    /// <summary>Puts another text in the place of the last message's.</summary>
    public void ReplacePrompt(string text)
    {
        Turn last = Turns[Turns.Count - 1];
        last.Parts.RemoveAll(static part => part.Kind == PartKind.Text);
        last.AddText(text);
    }

    public void AddSystem(string text) => System = System is null ? text : new StringBuilder(System).Append('\n').Append(text).ToString();
}
