using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using BedrockPS.Cmdlets;
using BedrockPS.Protocol;
using BedrockPS.Resources;
using Xunit;

namespace BedrockPS.Unit.Resources;

/// <summary>Holds resource cmdlets and types against the services' descriptions.</summary>
public sealed class ResourceContractTests
{
    // What the base fills in or pages through.
    private static readonly string[] s_own = ["clientToken", "clientRequestToken", "maxResults", "nextToken", "sortBy", "sortOrder"];

    public static TheoryData<string> Cmdlets => [.. Classes.Select(static type => type.Name)];

    public static TheoryData<string> Types => [.. ResourceTypes.All.Select(static type => type.Name)];

    private static IEnumerable<Type> Classes => typeof(ResourceCmdlet).Assembly.GetExportedTypes()
        .Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(ResourceCmdlet)));

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_parameter_leads_to_a_member_of_what_its_cmdlet_calls(string name)
    {
        ResourceCmdlet cmdlet = Make(name);
        OperationDescription[] operations = Operations(cmdlet);
        Assert.All(
            ResourceParameter.Of(cmdlet.GetType()),
            parameter => Assert.True(
                parameter.IsIdentity || operations.Any(operation => parameter.Find(operation) is not null),
                $"-{parameter.Name} leads to no member; mark it [Option] if that is meant."));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_member_of_what_it_calls_has_a_parameter(string name)
    {
        ResourceCmdlet cmdlet = Make(name);
        IReadOnlyList<ResourceParameter> parameters = ResourceParameter.Of(cmdlet.GetType());
        foreach (OperationDescription operation in Operations(cmdlet))
        {
            HashSet<string> reached = new(parameters.Where(static parameter => !parameter.IsIdentity).Select(static parameter => parameter.Path[0]), StringComparer.OrdinalIgnoreCase);
            reached.UnionWith(s_own);
            reached.UnionWith(parameters.Where(static parameter => parameter.IsIdentity).Select(parameter => ResourceCmdlet.IdentityMember(operation, parameter) ?? ""));
            reached.UnionWith(cmdlet.AmendedMembers);
            IEnumerable<string> missing = operation.Input?.Members.Select(static member => member.Name).Where(member => !reached.Contains(member)) ?? [];
            Assert.True(!missing.Any(), $"{operation.Name}: nothing gives {string.Join(", ", missing)}.");
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void What_is_required_is_asked_for_and_what_changes_something_can_be_rehearsed(string name)
    {
        ResourceCmdlet cmdlet = Make(name);
        CmdletAttribute attribute = cmdlet.GetType().GetCustomAttribute<CmdletAttribute>()!;
        bool changes = attribute.VerbName == VerbsData.Export
            || (attribute.VerbName != VerbsDiagnostic.Test && Operations(cmdlet).Any(static operation => !operation.IsReadOnly));
        Assert.Equal(changes, attribute.SupportsShouldProcess);
        if (attribute.VerbName == VerbsCommon.Remove)
        {
            Assert.Equal(ConfirmImpact.High, attribute.ConfirmImpact);
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_type_fits_what_the_service_shows_of_it(string name)
    {
        ResourceType type = ResourceTypes.All.Single(known => known.Name == name);
        HashSet<string> shown = new(StringComparer.OrdinalIgnoreCase) { "Region" };
        foreach (string[] group in type.Groups())
        {
            shown.UnionWith(group);
        }

        shown.UnionWith(new ResourceContent(type, new Dictionary<string, object?>(), null).Values.Keys);
        ShapeDescription[] shapes = [.. Shapes(type)];
        shown.UnionWith(shapes.SelectMany(static shape => shape.Members).Select(static member => member.Name));

        // Every object tells what it belongs to, whether or not the service repeats that.
        shown.UnionWith(((type.Get is null ? null : type.Operation(type.Get).Input)?.Members ?? [])
            .Where(member => member.Location == MemberLocation.Path && member.Name != type.PathIdentity)
            .Select(static member => member.Name));
        Assert.True(type.IsSetting || type.Id.Concat(type.Arn).Any());
        Assert.NotNull(type.GetType().Assembly.GetType($"BedrockPS.Cmdlets.GetBR{type.Name}Command"));
        string[] columns = [.. type.Columns.Split(',').Select(static column => column.Trim().Split(' ')[0])];
        Assert.All(columns, column => Assert.Contains(column, shown));
        if (type.States is ResourceStates states)
        {
            ShapeDescription state = shapes.Select(shape => shape.FindMember(states.Member)?.Shape).First(static shape => shape is not null)!;
            Assert.All(
                states.Busy.Concat(states.Failed).Concat(states.Stopped),
                value => Assert.True(state.EnumValues.Count == 0 || state.EnumValues.Contains(value), $"{state.Name} knows no {value}."));
            Assert.NotEmpty(states.Busy);
        }
    }

    [Fact]
    public void Types_are_told_apart_by_name_and_by_id()
    {
        Assert.Equal(ResourceTypes.All.Count, ResourceTypes.All.Select(static type => type.Name).Distinct().Count());
        Assert.NotEmpty(Classes);
    }

    private static IEnumerable<ShapeDescription> Shapes(ResourceType type)
    {
        if (type.Get is not null && ResourceContent.Shown(type.Operation(type.Get)) is ShapeDescription output)
        {
            yield return output;
        }

        if (type.List is not null && type.Operation(type.List).Output!.Members.FirstOrDefault(static member => member.Shape.Kind == ShapeKind.List) is MemberDescription items)
        {
            yield return items.Shape.Element!;
        }
    }

    private static ResourceCmdlet Make(string name) => (ResourceCmdlet)Activator.CreateInstance(Classes.Single(type => type.Name == name))!;

    private static OperationDescription[] Operations(ResourceCmdlet cmdlet) => [.. cmdlet.OperationNames.Select(cmdlet.Subject.Operation)];
}
