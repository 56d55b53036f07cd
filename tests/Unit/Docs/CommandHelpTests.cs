using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;
using BedrockPS.Cmdlets;
using BedrockPS.Unit.Hosting;
using BedrockPS.Unit.ShellTests;
using Xunit;

namespace BedrockPS.Unit.Docs;

/// <summary>Pages, code and manifest say the same.</summary>
public sealed class CommandHelpTests : IClassFixture<CommandHelpTests.Session>
{
    private static readonly Lazy<string[]> s_exported = new(Exported);
    private static readonly Lazy<HashSet<string>> s_commented = new(Commented);

    private readonly Session _session;

    public CommandHelpTests(Session session) => _session = session;

    public static TheoryData<string> Names => [.. s_exported.Value];

    [Fact]
    public void Every_page_is_of_a_cmdlet_and_every_cmdlet_has_a_page() =>
        Assert.Equal(s_exported.Value.Order(StringComparer.Ordinal), StagedHelp.Commands.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_says_what_the_cmdlet_is_for(string name)
    {
        CommandHelp help = StagedHelp.Commands[name];

        Assert.DoesNotContain("TODO", help.Text, StringComparison.Ordinal);
        Assert.NotEmpty(help.Synopsis);
        Assert.NotEqual(help.Synopsis, help.Description);
        Assert.NotEmpty(help.Description);
        Assert.True(help.Examples.Count >= 2, $"{name} has {help.Examples.Count} examples.");
        Assert.All(help.Examples, example => Assert.Contains(name, example, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameters_are_those_of_the_cmdlet(string name)
    {
        CmdletInfo cmdlet = Cmdlet(name);
        IReadOnlyDictionary<string, ParameterHelp> help = StagedHelp.Commands[name].Parameters;
        ILookup<string, CommandParameterInfo> real = cmdlet.ParameterSets.SelectMany(Own).ToLookup(static parameter => parameter.Name);

        Assert.Equal(real.Select(static group => group.Key).Order(), help.Keys.Order());
        foreach (IGrouping<string, CommandParameterInfo> parameter in real)
        {
            Assert.Equal(Expected(parameter.First()), Facts(help[parameter.Key]));
            Assert.NotEmpty(help[parameter.Key].Text);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Syntax_has_every_parameter_set_with_the_default_one_first(string name)
    {
        string[][] real =
        [
            .. Cmdlet(name).ParameterSets.OrderByDescending(static set => set.IsDefault)
                .Select(static set => Own(set).Select(Expected).Order(StringComparer.Ordinal).ToArray()),
        ];
        string[][] shown = [.. StagedHelp.Commands[name].Syntax.Select(static set => set.Select(Facts).Order(StringComparer.Ordinal).ToArray())];

        Assert.Equal(real, shown);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Defaults_are_those_of_the_code(string name)
    {
        Type type = Cmdlet(name).ImplementingType;
        using BedrockCmdlet cmdlet = (BedrockCmdlet)Activator.CreateInstance(type)!;
        foreach (ParameterHelp help in StagedHelp.Commands[name].Parameters.Values)
        {
            object? value = Property(type, help.Name)?.GetValue(cmdlet);
            string expected = help.Type == "SwitchParameter" ? "False"
                : value is string or int ? Convert.ToString(value, CultureInfo.InvariantCulture)!
                : "None";
            Assert.Equal($"{help.Name} {expected}", $"{help.Name} {help.Default}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Ranges_are_told(string name)
    {
        foreach (CommandParameterInfo parameter in Cmdlet(name).ParameterSets.SelectMany(Own))
        {
            string text = StagedHelp.Commands[name].Parameters[parameter.Name].Text;
            foreach (ValidateRangeAttribute range in parameter.Attributes.OfType<ValidateRangeAttribute>())
            {
                Assert.Contains(Convert.ToString(range.MinRange, CultureInfo.InvariantCulture)!, text, StringComparison.Ordinal);
                if (range.MaxRange is not int.MaxValue)
                {
                    Assert.Contains(Convert.ToString(range.MaxRange, CultureInfo.InvariantCulture)!, text, StringComparison.Ordinal);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_are_those_of_the_code(string name)
    {
        string[] real = [.. Cmdlet(name).OutputType.Select(static type => type.Type == typeof(void) ? "None" : type.Name).Distinct().Order()];

        Assert.Equal(real, StagedHelp.Commands[name].Outputs.Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Links_lead_to_pages_and_topics(string name)
    {
        CommandHelp help = StagedHelp.Commands[name];
        string[] topics = [.. StagedHelp.Topics.Select(static path => Path.GetFileName(path).Replace(".help.txt", "", StringComparison.Ordinal))];

        Assert.NotEmpty(help.Links);
        Assert.All(help.Links, link => Assert.True(StagedHelp.Commands.ContainsKey(link) || topics.Contains(link), $"{link} does not exist."));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_parameter_has_a_comment_in_the_code(string name)
    {
        Type type = Cmdlet(name).ImplementingType;
        Assert.All(
            StagedHelp.Commands[name].Parameters.Keys.Select(parameter => Property(type, parameter)).Where(static property => property is not null),
            property => Assert.Contains($"P:{property!.DeclaringType!.FullName}.{property.Name}", s_commented.Value));
    }

    /// <summary>The one of the most derived class, which may hide another.</summary>
    private static PropertyInfo? Property(Type type, string name) => Array.Find(type.GetProperties(), property => property.Name == name);

    private static string[] Exported()
    {
        using PowerShellHost shell = new();
        string manifest = File.ReadAllText(Path.Combine(ShellProcess.Metadata("StagedModule"), "BedrockPS.psd1"));
        return [.. shell.Run($"({manifest}).CmdletsToExport").Select(static name => name.ToString())];
    }

    private static HashSet<string> Commented() =>
    [
        .. XDocument.Load(Path.ChangeExtension(typeof(BedrockCmdlet).Assembly.Location, ".xml")).Descendants("member")
            .Where(static member => member.Element("summary") is not null)
            .Select(static member => member.Attribute("name")!.Value),
    ];

    private CmdletInfo Cmdlet(string name) => _session.Cmdlet(name);

    private static IEnumerable<CommandParameterInfo> Own(CommandParameterSetInfo set) =>
        set.Parameters.Where(static parameter => !PSCmdlet.CommonParameters.Contains(parameter.Name)
            && !parameter.Attributes.OfType<ParameterAttribute>().Any(static attribute => attribute.DontShow));

    private static string Expected(CommandParameterInfo parameter)
    {
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        string[] ways =
        [
            .. new[] { ("ByPropertyName", parameter.ValueFromPipelineByPropertyName), ("ByValue", parameter.ValueFromPipeline) }
                .Where(static way => way.Item2)
                .Select(static way => way.Item1),
        ];
        return Line(
            parameter.Name,
            type.Name,
            parameter.IsMandatory,
            parameter.Position < 0 ? "named" : parameter.Position.ToString(CultureInfo.InvariantCulture),
            ways.Length == 0 ? "False" : $"True ({string.Join(", ", ways)})",
            parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases),
            parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any());
    }

    private static string Facts(ParameterHelp help) =>
        Line(help.Name, help.Type, help.Required, help.Position, help.Pipeline, help.Aliases, help.Wildcards);

    private static string Line(string name, string type, bool required, string position, string pipeline, string aliases, bool wildcards) =>
        $"{name}: {type}, required {required}, position {position}, pipeline {pipeline}, aliases {aliases}, wildcards {wildcards}";

    /// <summary>One for all tests: they only look at commands.</summary>
    public sealed class Session : IDisposable
    {
        private readonly PowerShellHost _shell = new();

        public CmdletInfo Cmdlet(string name) => _shell.One<CmdletInfo>($"Get-Command {name}");

        public void Dispose() => _shell.Dispose();
    }
}
