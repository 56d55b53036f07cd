using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using BedrockPS.Api;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.BuildViews;

/// <summary>A resource type's table and list as a format file has them.</summary>
internal static class ResourceViews
{
    /// <exception cref="FormatException">The columns are none, or too wide together.</exception>
    public static XElement Table(ResourceType type)
    {
        Column[] columns = Columns(type);
        if (columns.Length == 0)
        {
            throw new FormatException("It has no columns.");
        }

        return View(
            type,
            new XElement(
                "TableControl",
                new XElement("TableHeaders", columns.Select(static column => column.Header())),
                new XElement(
                    "TableRowEntries",
                    new XElement(
                        "TableRowEntry",
                        new XElement("TableColumnItems", columns.Select(static column => Item("TableColumnItem", column.Name)))))));
    }

    /// <summary>
    /// Everything one shown in full has, each thing under one of its names, and what else the table shows; the list operation's items
    /// have less.
    /// </summary>
    public static XElement List(ResourceType type)
    {
        ShapeDescription? shape = Shape(type);
        IEnumerable<string> names = Parents(type).Concat((shape?.Members ?? []).Select(static member => member.Name)).Select(ResourceObject.Pascal)
            .Concat(Columns(type).Select(static column => column.Name))
            .Append("Region");
        return View(
            type,
            new XElement(
                "ListControl",
                new XElement(
                    "ListEntries",
                    new XElement(
                        "ListEntry",
                        new XElement("ListItems", names.Distinct().Select(static name => Item("ListItem", name)))))));
    }

    /// <summary>What one belongs to, which every object of the type tells.</summary>
    private static IEnumerable<string> Parents(ResourceType type) =>
        (type.Get is null ? null : type.Operation(type.Get).Input)?.Members
            .Where(member => member.Location == MemberLocation.Path && member.Name != type.PathIdentity)
            .Select(member => type.Names(member.Name).ElementAt(1)) ?? [];

    private static Column[] Columns(ResourceType type) =>
        [.. type.Columns.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Column.Parse)];

    private static ShapeDescription? Shape(ResourceType type)
    {
        if (type.Get is not null)
        {
            return ResourceContent.Shown(type.Operation(type.Get));
        }

        OperationDescription? list = type.List is null ? null : type.Operation(type.List);
        return list?.Output!.Members.FirstOrDefault(static member => member.Shape.Kind == ShapeKind.List)?.Shape.Element;
    }

    private static XElement View(ResourceType type, XElement control) => new(
        "View",
        new XElement("Name", "BedrockPS." + type.Name),
        new XElement("ViewSelectedBy", new XElement("TypeName", "BedrockPS." + type.Name)),
        control);

    private static XElement Item(string kind, string property) => new(kind, new XElement("PropertyName", property));

    private sealed record Column(string Name, int? Width)
    {
        public static Column Parse(string text)
        {
            string[] parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return new Column(parts[0], parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : null);
        }

        public XElement Header() => new(
            "TableColumnHeader",
            new XElement("Label", Name),
            Width is int width ? new XElement("Width", width) : null);
    }
}
