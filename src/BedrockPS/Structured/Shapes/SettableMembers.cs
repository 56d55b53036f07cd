using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace BedrockPS.Structured.Shapes;

/// <summary>The properties and fields of a class that an answer fills.</summary>
internal static class SettableMembers
{
    /// <summary>Those of base classes first, each in the order it was written.</summary>
    public static IEnumerable<MemberInfo> Of(Type type)
    {
        List<Type> line = [];
        for (Type? at = type; at is not null && at != typeof(object); at = at.BaseType)
        {
            line.Insert(0, at);
        }

        List<MemberInfo> members = [];
        foreach (MemberInfo member in line.SelectMany(
            static at => at.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)))
        {
            if (IsSettable(member) && !IsHidden(member))
            {
                // A class may declare a member of its base anew: its own word holds, in the first one's place.
                int known = members.FindIndex(other => other.Name == member.Name);
                if (known < 0)
                {
                    members.Add(member);
                }
                else
                {
                    members[known] = member;
                }
            }
        }

        return members;
    }

    /// <summary>The member's name in JSON: its own, or that of [JsonPropertyName].</summary>
    public static string JsonName(MemberInfo member) =>
        Attribute(member, "System.Text.Json.Serialization.JsonPropertyNameAttribute")?.ConstructorArguments[0].Value as string ?? member.Name;

    /// <summary>C# has written the member's type with a question mark.</summary>
    public static bool TakesNull(MemberInfo member)
    {
#if NET
        NullabilityInfoContext context = new();
        NullabilityInfo info = member is PropertyInfo property ? context.Create(property) : context.Create((FieldInfo)member);
        return info.WriteState == NullabilityState.Nullable;
#else
        return Attribute(member, "System.Runtime.CompilerServices.NullableAttribute")?.ConstructorArguments[0].Value is byte and 2;
#endif
    }

    private static bool IsSettable(MemberInfo member) => member switch
    {
        PropertyInfo property => property.GetSetMethod() is not null && property.GetIndexParameters().Length == 0,
        FieldInfo field => !field.IsInitOnly && !field.IsLiteral,
        _ => false,
    };

    private static bool IsHidden(MemberInfo member) =>
        member.IsDefined(typeof(HiddenAttribute), true) || Attribute(member, "System.Text.Json.Serialization.JsonIgnoreAttribute") is not null;

    // By name: a class may come with another copy of the library that defines the attribute.
    private static CustomAttributeData? Attribute(MemberInfo member, string name) =>
        member.CustomAttributes.FirstOrDefault(attribute => attribute.AttributeType.FullName == name);
}
