using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Text;
using System.Threading.Tasks;
using BedrockPS.Cmdlets;
using BedrockPS.Protocol;
using BedrockPS.Resources;
using BedrockPS.Unit.Engine;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Resources;

/// <summary>What the cmdlets of every type of resource do alike, against a server that says what the test wants.</summary>
public sealed class EveryResourceTests : IClassFixture<EveryResourceTests.Session>
{
    private const string Connection =
        "$PSDefaultParameterValues = @{ '*:Region' = 'us-west-2'; '*:AccessKey' = 'AKIDEXAMPLE'; '*:SecretKey' = 'secret'; '*:EndpointUrl' = $url; '*:MaxAttempt' = 1 };";

    private const string Id = "ABCDEFGHIJ";

    private static readonly string[] s_values =
    [
        Id, "123", Id + "12", "abcdefghijkl", "a1b2c3d4-1234-4234-8234-abcdefabcdef", $"arn:aws:bedrock:us-west-2:123456789012:thing/{Id}",
    ];

    private readonly PowerShellHost _shell;

    public EveryResourceTests(Session session) => _shell = session.Shell;

    public static TheoryData<string> Paged => Names(VerbsCommon.Get, static cmdlet => cmdlet.Subject.List is string list
        && cmdlet.Subject.Operation(list).Paging?.ResultKey is not null
        && cmdlet.OperationNames.Contains(list)
        && CanLeaveOutId(cmdlet));

    public static TheoryData<string> Shown => Names(VerbsCommon.Get, static cmdlet => cmdlet.Subject.Get is string get
        && cmdlet.OperationNames.Contains(get)
        && ResourceParameter.Of(cmdlet.GetType()).Any(static parameter => parameter.IsIdentity));

    public static TheoryData<string> Removers => Names(VerbsCommon.Remove, static _ => true);

    [Theory]
    [MemberData(nameof(Paged))]
    public async Task A_list_comes_page_by_page_and_no_further_than_it_is_wanted(string command)
    {
        ResourceCmdlet cmdlet = Find(command);
        OperationDescription list = cmdlet.Subject.Operation(cmdlet.Subject.List!);
        await using LoopbackServer server = LoopbackServer.Sequence(Page(1), Page(2), Page(3));
        string script = $"{command} {Parents(cmdlet, list)}";

        List<PSObject> all = Run(server, script);
        Assert.Empty(_shell.Errors.Select(static error => error.ToString()));
        Assert.True(all.Count >= 3, $"There were {all.Count}.");
        Assert.True(server.Requests.Count >= 3);

        await using LoopbackServer other = LoopbackServer.Sequence(Page(1), Page(2), Page(3));
        Assert.Single(Run(other, $"do {{ {script} | ForEach-Object {{ $_; break }} }} while ($false)"));
        Assert.Single(other.Requests);

        Func<Exchange, Task> Page(int number)
        {
            string item = list.Output!.FindMember(list.Paging!.ResultKey!)!.Shape.Element!.Kind == ShapeKind.Structure ? "{}" : "\"x\"";
            string next = number < 3 ? $", \"{list.Paging.OutputToken}\": \"token{number}\"" : "";
            return exchange => exchange.RespondAsync(200, $"{{ \"{list.Paging.ResultKey}\": [{item}]{next} }}");
        }
    }

    [Theory]
    [MemberData(nameof(Paged))]
    public async Task A_list_that_is_denied_is_one_error(string command)
    {
        ResourceCmdlet cmdlet = Find(command);
        await using LoopbackServer server = Refusing(403, "AccessDeniedException");
        Run(server, $"{command} {Parents(cmdlet, cmdlet.Subject.Operation(cmdlet.Subject.List!))}");

        ErrorRecord error = Assert.Single(_shell.Errors);
        Assert.Equal($"AccessDenied,{cmdlet.GetType().FullName}", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.PermissionDenied, error.CategoryInfo.Category);
    }

    [Theory]
    [MemberData(nameof(Shown))]
    public async Task What_is_not_there_is_an_error_of_its_id_and_says_where_to_look(string command)
    {
        ResourceCmdlet cmdlet = Find(command);
        OperationDescription get = cmdlet.Subject.Operation(cmdlet.Subject.Get!);
        await using LoopbackServer server = Refusing(404, "ResourceNotFoundException");
        Run(server, $"{command} {Parents(cmdlet, get)} {Identity(cmdlet, get)}");

        ErrorRecord error = Assert.Single(_shell.Errors);
        Assert.True(error.FullyQualifiedErrorId == $"ResourceNotFound,{cmdlet.GetType().FullName}", error.ToString());
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Contains(IdentityValue(cmdlet, get), error.TargetObject?.ToString() ?? "", StringComparison.Ordinal);
        Assert.Contains("Get-BR", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Removers))]
    public async Task A_removal_that_is_rehearsed_reads_at_most(string command)
    {
        ResourceCmdlet cmdlet = Find(command);
        OperationDescription delete = cmdlet.Subject.Operation(cmdlet.OperationNames.First());
        await using LoopbackServer server = LoopbackServer.Always();
        Run(server, $"{command} {Parents(cmdlet, delete)} {Identity(cmdlet, delete)} -Force -WhatIf");

        Assert.Empty(_shell.Errors.Select(static error => error.ToString()));
        Assert.All(server.Requests, static request => Assert.Equal("GET", request.Method));
    }

    private static LoopbackServer Refusing(int status, string code) =>
        new(exchange => exchange.RespondAsync(status, $"{{ \"__type\": \"{code}\", \"message\": \"No.\" }}"));

    /// <summary>What places the resource, in words a request takes.</summary>
    private static string Parents(ResourceCmdlet cmdlet, OperationDescription operation)
    {
        StringBuilder words = new();
        foreach (ResourceParameter parameter in ResourceParameter.Of(cmdlet.GetType()).Where(static parameter => !parameter.IsIdentity))
        {
            bool isMandatory = cmdlet.GetType().GetProperty(parameter.Name)!.GetCustomAttributes<ParameterAttribute>().Any(static mark => mark.Mandatory);
            if (operation.Input?.FindMember(parameter.Path[0]) is MemberDescription member && (isMandatory || member is { IsRequired: true, Shape.Kind: ShapeKind.String }))
            {
                words.Append($" -{parameter.Name} {Value(member.Shape, parameter.IsParent ? ResourceTypes.WithId(parameter.Name) : null)}");
            }
        }

        return words.ToString();
    }

    private static string Identity(ResourceCmdlet cmdlet, OperationDescription operation) =>
        ResourceParameter.Of(cmdlet.GetType()).FirstOrDefault(static parameter => parameter.IsIdentity) is ResourceParameter identity
            ? $"-{identity.Name} {IdentityValue(cmdlet, operation)}"
            : "";

    private static string IdentityValue(ResourceCmdlet cmdlet, OperationDescription operation)
    {
        ResourceParameter identity = ResourceParameter.Of(cmdlet.GetType()).First(static parameter => parameter.IsIdentity);
        return ResourceCmdlet.IdentityMember(operation, identity) is string member ? Value(operation.Input!.FindMember(member)!.Shape, cmdlet.Subject) : Id;
    }

    private static string Value(ShapeDescription shape, ResourceType? type) => shape.EnumValues.Count > 0 ? shape.EnumValues[0] : s_values
        .Where(value => !(type?.Id.FirstOrDefault() ?? Id).EndsWith("Arn", StringComparison.Ordinal) || value.StartsWith("arn:", StringComparison.Ordinal))
        .FirstOrDefault(value => ResourceKey.Fits(shape.Kind == ShapeKind.List ? shape.Element! : shape, value) && type?.IsId(value) != false) ?? Id;

    private static bool CanLeaveOutId(ResourceCmdlet cmdlet) => ResourceParameter.Of(cmdlet.GetType())
        .Where(static parameter => parameter.IsIdentity)
        .All(parameter => cmdlet.GetType().GetProperty(parameter.Name)!.GetCustomAttributes<ParameterAttribute>().Any(static mark => !mark.Mandatory));

    private static TheoryData<string> Names(string verb, Func<ResourceCmdlet, bool> condition)
    {
        TheoryData<string> names = [];
        foreach (Type type in typeof(ResourceCmdlet).Assembly.GetExportedTypes().Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(ResourceCmdlet))))
        {
            CmdletAttribute mark = type.GetCustomAttribute<CmdletAttribute>()!;
            if (mark.VerbName == verb && condition((ResourceCmdlet)Activator.CreateInstance(type)!))
            {
                names.Add($"{mark.VerbName}-{mark.NounName}");
            }
        }

        return names;
    }

    private static ResourceCmdlet Find(string command) => (ResourceCmdlet)Activator.CreateInstance(
        typeof(ResourceCmdlet).Assembly.GetType($"BedrockPS.Cmdlets.{command.Replace("-", "", StringComparison.Ordinal)}Command", throwOnError: true)!)!;

    private List<PSObject> Run(LoopbackServer server, string script) => _shell.Run(Connection + script, ("url", server.Url));

    /// <summary>One for all tests: each has a server of its own.</summary>
    public sealed class Session : IDisposable
    {
        public PowerShellHost Shell { get; } = new();

        public void Dispose() => Shell.Dispose();
    }
}
