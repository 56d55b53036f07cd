using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace BedrockPS.Structured.Shapes;

/// <summary>An object with named members: an instance of a class, or a custom object where the members are all there is.</summary>
internal sealed class ObjectShape : OutputShape
{
    public ObjectShape(Type? type = null) => Type = type ?? typeof(PSObject);

    public override Type Type { get; }

    public List<ObjectMember> Members { get; } = [];

    public string? Description { get; set; }

    /// <summary>Some member holds such an object again, however deep: the schema refers to it by name.</summary>
    public bool IsRecursive { get; set; }

    /// <summary>The class's name in letters a schema's name may have.</summary>
    public string Name
    {
        get
        {
            StringBuilder name = new();
            foreach (char letter in IsCustom ? "answer" : Type.Name)
            {
                name.Append(letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-' ? letter : '_');
            }

            return name.Length <= 64 ? name.ToString() : name.ToString(0, 64);
        }
    }

    private bool IsCustom => Type == typeof(PSObject);

    public override Dictionary<string, object?> Schema(SchemaScope scope) => IsRecursive ? scope.Refer(this) : Body(scope);

    /// <summary>The schema itself, not a reference to it.</summary>
    public Dictionary<string, object?> Body(SchemaScope scope)
    {
        Dictionary<string, object?> body = [];
        if (Description is not null)
        {
            body["description"] = Description;
        }

        body["type"] = "object";
        Dictionary<string, object?> properties = [];
        foreach (ObjectMember member in Members)
        {
            properties[member.Name] = member.Slot.Schema(scope);
        }

        body["properties"] = properties;

        // The model is asked for every member, null where it knows none; one that it leaves out is as good as null.
        body["required"] = Members
            .Where(member => !(scope.IsForCheck && member.Slot.IsNullable))
            .Select(static member => (object?)member.Name)
            .ToList();
        body["additionalProperties"] = false;
        return body;
    }

    public override object? Read(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new ShapeException(path, "is not an object");
        }

        object result = IsCustom ? new PSObject() : Create(path);
        foreach (ObjectMember member in Members)
        {
            string at = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            bool isThere = value.TryGetProperty(member.Name, out JsonElement given);
            if (IsCustom)
            {
                ((PSObject)result).Properties.Add(new PSNoteProperty(member.Name, isThere ? member.Slot.Read(given, at) : null));
            }
            else if (isThere)
            {
                Set(member, result, member.Slot.Read(given, at), at);
            }
        }

        return result;
    }

    private object Create(string path)
    {
        try
        {
            return Activator.CreateInstance(Type)!;
        }
        catch (TargetInvocationException exception)
        {
            throw new ShapeException(path, $"cannot be made a {Type.Name}: {exception.InnerException?.Message}", exception);
        }
    }

    private static void Set(ObjectMember member, object target, object? value, string path)
    {
        try
        {
            member.Set!(target, value);
        }
        catch (TargetInvocationException exception)
        {
            // The class itself refuses: ValidateScript, or a setter that throws.
            throw new ShapeException(path, $"is refused: {exception.InnerException?.Message}", exception);
        }
        catch (ArgumentException exception)
        {
            throw new ShapeException(path, $"does not fit its type: {exception.Message}", exception);
        }
    }
}
