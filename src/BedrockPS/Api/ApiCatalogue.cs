using System.Collections.Generic;
using BedrockPS.Protocol;

namespace BedrockPS.Api;

/// <summary>The service descriptions as users see them.</summary>
internal static class ApiCatalogue
{
    public static ApiOperation Describe(OperationDescription operation) => new()
    {
        Service = operation.Service.Name,
        Operation = operation.Name,
        Method = operation.Method,
        Path = operation.Path,
        ReadOnly = operation.IsReadOnly,
        Paged = operation.Paging is not null,
        Streams = operation.OutputStream is not null,
        Errors = [.. operation.Errors],
    };

    /// <param name="operation">Operation whose members are wanted.</param>
    /// <param name="answer">Those of the answer instead of the parameters.</param>
    /// <param name="depth">Levels of nested structures to open; 1 is the top alone.</param>
    public static IEnumerable<ApiMember> Members(OperationDescription operation, bool answer, int depth)
    {
        ShapeDescription? shape = answer ? operation.Output : operation.Input;
        return shape is null ? [] : Members(operation.Name, shape, "", depth, []);
    }

    private static IEnumerable<ApiMember> Members(string operation, ShapeDescription shape, string prefix, int depth, List<string> open)
    {
        foreach (MemberDescription member in shape.Members)
        {
            string path = prefix.Length == 0 ? member.Name : $"{prefix}.{member.Name}";
            yield return new ApiMember
            {
                Operation = operation,
                Path = path,
                Name = member.Name,
                Type = TypeName(member.Shape),
                Required = member.IsRequired,
                Location = member.Location.ToString(),
                Minimum = member.Shape.Min,
                Maximum = member.Shape.Max,
                Values = [.. Innermost(member.Shape).EnumValues],
                Pattern = Innermost(member.Shape).Pattern,
            };
            ShapeDescription inner = Innermost(member.Shape);
            if (depth > 1 && inner.Kind == ShapeKind.Structure && !open.Contains(inner.Name))
            {
                open.Add(inner.Name);
                foreach (ApiMember nested in Members(operation, inner, path + Brackets(member.Shape), depth - 1, open))
                {
                    yield return nested;
                }

                open.RemoveAt(open.Count - 1);
            }
        }
    }

    private static ShapeDescription Innermost(ShapeDescription shape)
    {
        while (shape.Kind is ShapeKind.List or ShapeKind.Map)
        {
            shape = shape.Element!;
        }

        return shape;
    }

    private static string Brackets(ShapeDescription shape)
    {
        string brackets = "";
        while (shape.Kind is ShapeKind.List or ShapeKind.Map)
        {
            brackets += shape.Kind == ShapeKind.List ? "[]" : "[*]";
            shape = shape.Element!;
        }

        return brackets;
    }

    private static string TypeName(ShapeDescription shape) => shape.Kind switch
    {
        ShapeKind.Structure when shape.IsEventStream => "event stream",
        ShapeKind.Structure => shape.IsUnion ? "one of" : "structure",
        ShapeKind.List => "list of " + TypeName(shape.Element!),
        ShapeKind.Map => "map of " + TypeName(shape.Element!),
        ShapeKind.String => "text",
        ShapeKind.Blob => "bytes",
        ShapeKind.Boolean => "true or false",
        ShapeKind.Integer or ShapeKind.Long => "whole number",
        ShapeKind.Float or ShapeKind.Double => "number",
        ShapeKind.Timestamp => "time",
        _ => "JSON",
    };
}
