using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.ComponentModel;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Security;

namespace BedrockPS.Structured.Shapes;

/// <summary>Finds the shape of .NET types and of classes written in PowerShell.</summary>
internal sealed class ShapeBuilder
{
    private readonly Dictionary<Type, ObjectShape> _objects = [];
    private readonly HashSet<Type> _open = [];

    /// <param name="type">Any type.</param>
    /// <param name="path">What messages call the place, such as -As or Report.Items.</param>
    /// <exception cref="BedrockException">SchemaTypeUnsupported.</exception>
    public OutputSlot Slot(Type type, string path)
    {
        Type? underlying = Nullable.GetUnderlyingType(type);
        return new OutputSlot(Shape(underlying ?? type, path)) { IsNullable = underlying is not null };
    }

    private OutputShape Shape(Type type, string path)
    {
        if (ScalarShapes.Find(type) is ScalarShape scalar)
        {
            return scalar;
        }

        if (type.IsEnum)
        {
            return new ChoiceShape(type);
        }

        if (type == typeof(object) || type == typeof(PSObject) || type == typeof(PSCustomObject))
        {
            return new AnyShape();
        }

        if (type == typeof(Hashtable) || type == typeof(OrderedDictionary) || type == typeof(IDictionary))
        {
            return new AnyShape(type);
        }

        if (FindDictionary(type) is Type[] pair)
        {
            return pair[0] == typeof(string) && (type.IsInterface || CanCreate(type))
                ? new MapShape(type, pair[1], Slot(pair[1], path + "[]"))
                : throw Unsupported(path, type, "only dictionaries whose names are text can be asked for");
        }

        if (FindElement(type) is Type element)
        {
            return new ListShape(type, element, Slot(element, path + "[]"));
        }

        if (type.IsPointer || type.IsByRef || type.ContainsGenericParameters || typeof(Delegate).IsAssignableFrom(type)
            || type == typeof(SecureString) || type == typeof(PSCredential) || type == typeof(ScriptBlock) || type == typeof(void)
            || typeof(Type).IsAssignableFrom(type) || typeof(System.IO.Stream).IsAssignableFrom(type))
        {
            throw Unsupported(path, type, "a model cannot give one");
        }

        // A class of the user's own is an object, whatever methods it has.
        return (type.Assembly.IsDynamic ? null : ScalarShapes.FromText(type))
            ?? (OutputShape?)FindObject(type, path)
            ?? ScalarShapes.FromConstructor(type)
            ?? throw Unsupported(path, type, Why(type));
    }

    private static string Why(Type type) =>
        type.IsAbstract ? "it is abstract; name the class to make"
            : CanCreate(type) ? "it has no members that can be set"
            : "it has no constructor without parameters";

    private ObjectShape? FindObject(Type type, string path)
    {
        if (_objects.TryGetValue(type, out ObjectShape? known))
        {
            known.IsRecursive |= _open.Contains(type);
            return known;
        }

        MemberInfo[] members = CanCreate(type) ? [.. SettableMembers.Of(type)] : [];
        if (members.Length == 0)
        {
            return null;
        }

        ObjectShape shape = new(type) { Description = type.GetCustomAttribute<DescriptionAttribute>()?.Description };
        _objects[type] = shape;
        _open.Add(type);
        foreach (MemberInfo member in members)
        {
            shape.Members.Add(Member(member, path));
        }

        _open.Remove(type);
        return shape;
    }

    private ObjectMember Member(MemberInfo member, string path)
    {
        Type type = (member as PropertyInfo)?.PropertyType ?? ((FieldInfo)member).FieldType;
        OutputSlot slot = Slot(type, $"{path}.{member.Name}");
        slot.IsNullable |= SettableMembers.TakesNull(member);
        MemberRules.Apply(member.GetCustomAttributes(true), slot);
        return new ObjectMember(
            SettableMembers.JsonName(member),
            slot,
            member is PropertyInfo property ? (target, value) => property.SetValue(target, value) : ((FieldInfo)member).SetValue);
    }

    private static bool CanCreate(Type type) =>
        !type.IsAbstract && (type.IsValueType || type.GetConstructor(Type.EmptyTypes) is not null);

    private static Type[]? FindDictionary(Type type) =>
        Interfaces(type)
            .FirstOrDefault(static face => face.IsGenericType
                && (face.GetGenericTypeDefinition() == typeof(IDictionary<,>) || face.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)))
            ?.GetGenericArguments();

    /// <summary>The type of an item, where the type is a collection that can be made and filled.</summary>
    private static Type? FindElement(Type type)
    {
        if (type.IsArray)
        {
            return type.GetArrayRank() == 1 ? type.GetElementType() : null;
        }

        if (type == typeof(Array) || type == typeof(IEnumerable) || type == typeof(ICollection) || type == typeof(IList))
        {
            return typeof(object);
        }

        Type? collection = Interfaces(type).FirstOrDefault(
            static face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IEnumerable<>));
        if (collection is not null && type != typeof(string))
        {
            Type element = collection.GetGenericArguments()[0];
            return type.IsInterface
                || (CanCreate(type) && Interfaces(type).Contains(typeof(ICollection<>).MakeGenericType(element)))
                || type.GetConstructor([typeof(IEnumerable<>).MakeGenericType(element)]) is not null
                ? element
                : null;
        }

        return typeof(IList).IsAssignableFrom(type) && CanCreate(type) ? typeof(object) : null;
    }

    private static IEnumerable<Type> Interfaces(Type type) => type.IsInterface ? type.GetInterfaces().Prepend(type) : type.GetInterfaces();

    private static BedrockException Unsupported(string path, Type type, string reason) =>
        new("SchemaTypeUnsupported", $"{path} is a [{type.FullName ?? type.Name}], which no schema can be made of: {reason}.");
}
