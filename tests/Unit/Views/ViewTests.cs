using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;
using BedrockPS.Cmdlets;
using BedrockPS.Cost;
using BedrockPS.Unit.Cmdlets;
using BedrockPS.Views;
using Xunit;

namespace BedrockPS.Unit.Views;

public sealed class ViewTests : EndpointSession
{
    /// <summary>A model's share in a list is known while the list is.</summary>
    public static TheoryData<string> RestoredTypes => [.. Samples.Scripts.Keys.Select(static type => type.Name).Where(static name => name != nameof(ModelUsage))];

    public static TheoryData<string> Types => [.. Samples.Scripts.Keys.Select(static type => type.Name)];

    [Fact]
    public void Every_type_that_a_cmdlet_says_it_gives_has_a_sample_here()
    {
        IEnumerable<Type> given = typeof(BedrockCmdlet).Assembly.GetExportedTypes()
            .SelectMany(static type => type.GetCustomAttributes<OutputTypeAttribute>())
            .SelectMany(static attribute => attribute.Type)
            .Select(static type => type.Type)
            .OfType<Type>()
            .Where(static type => type.Namespace?.StartsWith("BedrockPS", StringComparison.Ordinal) == true);
        Assert.Empty(given.Except(Samples.Scripts.Keys).Select(static type => type.Name));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_type_has_a_table_with_set_widths_and_a_list(string name)
    {
        ILookup<string, XElement> views = FormatFile.ViewsOf(TypeOf(name));
        XElement table = Assert.Single(views["Table"]);
        Assert.Single(views["List"]);
        List<XElement> headers = [.. table.Descendants("TableColumnHeader")];
        Assert.All(headers.SkipLast(1), static header => Assert.NotNull(header.Element("Width")));
        Assert.Equal(headers.Count, table.Descendants("TableColumnItem").Count());

        // A column that a narrower window would push out is not seen by anybody.
        Assert.InRange(headers.Sum(static header => 1 + ((int?)header.Element("Width") ?? 4)), 0, ScreenHost.Width);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void An_object_prints_within_120_columns_in_every_shape(string name)
    {
        Type type = TypeOf(name);
        List<object> samples = SamplesOf(type);
        ILookup<string, XElement> views = FormatFile.ViewsOf(type);
        foreach (string? shape in views.Select(static view => (string?)view.Key).Append(null))
        {
            string text = FormatFile.Print(samples, shape);
            Assert.NotEqual("", text.Trim());
            Assert.All(text.Split('\n'), static line => Assert.InRange(line.Length, 0, ScreenHost.Width));
            if (shape is "Table" or "List")
            {
                IEnumerable<XElement> labels = views[shape].Single().Descendants(shape == "Table" ? "Label" : "PropertyName").Take(1);
                Assert.All(labels, label => Assert.Contains(label.Value, text, StringComparison.Ordinal));
            }
        }
    }

    [Theory]
    [MemberData(nameof(RestoredTypes))]
    public void An_object_that_a_job_or_a_file_gives_back_prints_as_it_did(string name)
    {
        Type type = TypeOf(name);
        List<object> samples = SamplesOf(type);
        List<object> restored = [.. samples.Select(static sample => PSSerializer.Deserialize(PSSerializer.Serialize(sample, depth: 2)))];
        Assert.Equal(FormatFile.Print(samples), FormatFile.Print(restored));
        Assert.Equal(FormatFile.Print(samples, "Table"), FormatFile.Print(restored, "Table"));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_narrower_window_drops_columns_and_breaks_no_heading(string name)
    {
        XElement table = FormatFile.ViewsOf(TypeOf(name))["Table"].Single();
        foreach (int window in (int[])[80, 100])
        {
            // PowerShell gives a column what is left of the line, and drops it where nothing is.
            int left = window;
            foreach (XElement header in table.Descendants("TableColumnHeader").TakeWhile(_ => left > 0))
            {
                int width = Math.Min((int?)header.Element("Width") ?? left, left);
                Assert.True(((string?)header.Element("Label") ?? "").Length <= width, $"{header.Element("Label")?.Value} has {width} columns of {window}");
                left -= width + 1;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void What_a_view_shows_is_there_and_what_it_computes_gives_no_error(string name)
    {
        Type type = TypeOf(name);
        List<object> samples = SamplesOf(type);
        XElement[] views = [.. FormatFile.ViewsOf(type).SelectMany(static shape => shape)];
        Assert.All(views.Descendants("PropertyName"), property => Assert.NotNull(type.GetProperty(property.Value)));
        foreach (XElement script in views.Descendants("ScriptBlock"))
        {
            Shell.Run($"$ErrorActionPreference = 'Stop'; Set-StrictMode -Version 3; $samples | ForEach-Object {{ {script.Value} }}", ("samples", samples));
            Assert.Empty(Shell.Errors);
        }
    }

    [Fact]
    public void A_response_prints_as_its_text_with_whole_words_and_a_blank_line_after_it()
    {
        ModelResponse response = new() { Text = string.Join(' ', Enumerable.Repeat("wonderful", 20)), Raw = "{}", Model = Nova };
        string[] lines = FormatFile.Print([response, response]).Trim('\n').Split('\n');
        string first = string.Join(' ', Enumerable.Repeat("wonderful", 12));
        string second = string.Join(' ', Enumerable.Repeat("wonderful", 8));
        Assert.Equal([first, second, "", first, second], lines);
    }

    [Fact]
    public void A_response_without_text_says_why()
    {
        Assert.Equal("(no text: tool_use)", FormatFile.Print([new ModelResponse { StopReason = "tool_use" }]).Trim());
    }

    [Fact]
    public void A_list_of_a_response_shows_what_there_is_and_not_the_raw_answer()
    {
        ModelResponse response = new() { Text = "Hello.", Raw = "{\"raw\":1}", Model = Nova, StopReason = "end_turn" };
        string text = FormatFile.Print([response], "List");
        Assert.Contains("StopReason", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Raw", text, StringComparison.Ordinal);
        Assert.DoesNotContain("FromCache", text, StringComparison.Ordinal);
        response.FromCache = true;
        Assert.Contains("FromCache", FormatFile.Print([response], "List"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_chat_prints_as_its_transcript()
    {
        Chat chat = new(Nova, [new Message("user", "What is a VPC?"), new Message("assistant", "A network.")]);
        Assert.Equal("user: What is a VPC?\n\nassistant: A network.", FormatFile.Print([chat]).Trim('\n'));
        Assert.Equal($"(nothing said yet; {Nova})", FormatFile.Print([new Chat(Nova)]).Trim('\n'));
    }

    [Fact]
    public void A_model_shows_its_modalities_and_its_life_as_marks()
    {
        Model model = new()
        {
            Id = Nova, Provider = "Amazon", InputModality = ["TEXT", "VIDEO", "AUDIO", "GESTURE"], OutputModality = ["EMBEDDING"], Lifecycle = "LEGACY",
            EndOfLife = new DateTimeOffset(2027, 3, 1, 0, 0, 0, TimeSpan.Zero), InferenceProfile = ["us." + Nova, "global." + Nova],
        };
        string row = FormatFile.Print([model]).Trim('\n').Split('\n')[^1];
        Assert.Equal([Nova, "Amazon", "T-VA+", "embedding", "False", "!", "2027-03-01", "us,global"], row.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        model.EndOfLife = null;
        Assert.Equal("! legacy", Cell.Lifecycle(new PSObject(model)));
        model.Lifecycle = "ACTIVE";
        Assert.Equal("+ active", Cell.Lifecycle(new PSObject(model)));
    }

    [Fact]
    public void Usage_is_a_table_with_a_bar_a_model_and_the_total_above_it()
    {
        UsageLedger ledger = new();
        Add(ledger, "a.model", new TokenUsage { InputTokens = 1000, OutputTokens = 500 }, 750);
        Add(ledger, "b.model", new TokenUsage { InputTokens = 20, OutputTokens = 10, CacheReadInputTokens = 5 }, 12500);
        List<object> usage = [.. ledger.ByModel(static _ => true)];
        string text = FormatFile.Print(usage);
        Assert.Contains("Total: 2 calls, 1,020 tokens in, 510 out, 5 cached, 1.00 USD. Shares of the cost.\n", text, StringComparison.Ordinal);
        Assert.Matches(@"a\.model +███████▌    75% +1 +1,000 +500 +0 +0\.75 USD +0", text);
        Assert.Matches(@"b\.model +██▌         25% +1 +20 +10 +5 +0\.25 USD +0", text);

        // In any order and with some left out, the total stays that of what was listed, once.
        Assert.Equal(1, FormatFile.Print([usage[1], usage[0]]).Split("Total:").Length - 1);
        Assert.Contains("2 calls", FormatFile.Print([usage[1]]), StringComparison.Ordinal);
    }

    [Fact]
    public void Shares_are_of_tokens_where_not_all_calls_have_a_price_and_one_row_needs_no_total()
    {
        UsageLedger ledger = new();
        Add(ledger, "a.model", new TokenUsage { InputTokens = 60, OutputTokens = 30 }, 12500);
        ledger.Add("b.model", new TokenUsage { InputTokens = 10 }, null);
        string text = FormatFile.Print(ledger.ByModel(static _ => true));
        Assert.Contains("0.75 USD, 1 without a price. Shares of the tokens.", text, StringComparison.Ordinal);
        Assert.Contains("█████████   90%", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Total", FormatFile.Print(ledger.ByModel(static model => model == "a.model")), StringComparison.Ordinal);
        Assert.DoesNotContain("Total", FormatFile.Print(ledger.Total(static _ => true)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "             0%")]
    [InlineData(0.001, "▌            0%")]
    [InlineData(1, "██████████ 100%")]
    public void A_bar_is_as_long_as_its_share(double share, string expected) => Assert.Equal(expected, Bar.Of((decimal)share, 10));

    [Theory]
    [InlineData("one two three four five six", 20, "one two three four\nfive six")]
    [InlineData("short", 20, "short")]
    [InlineData("first\nsecond line that is longer than that", 20, "first\nsecond line that is\nlonger than that")]
    [InlineData("onewordlongerthantwentyletters and more", 20, "onewordlongerthantwentyletters\nand more")]
    [InlineData("a text that is long enough to be wrapped", 0, "a text that is long enough to be wrapped")]
    public void Lines_end_between_words(string text, int width, string expected) => Assert.Equal(expected, WordWrap.ToWidth(text, width));

    private static void Add(UsageLedger ledger, string model, TokenUsage usage, decimal perMillion) => ledger.Add(
        model,
        usage,
        CallCost.Of(new ModelPrice { InputPerMillion = perMillion, OutputPerMillion = 0, CacheReadPerMillion = 0, Currency = "USD" }, usage));

    private static Type TypeOf(string name) => Samples.Scripts.Keys.Single(type => type.Name == name);

    private List<object> SamplesOf(Type type)
    {
        List<object> samples = [.. Shell.Run(Samples.Scripts[type]).Select(static item => item.BaseObject)];
        Assert.NotEmpty(samples);
        Assert.All(samples, sample => Assert.IsType(type, sample));
        return samples;
    }
}
