using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Management.Automation;
using System.Reflection;
using BedrockPS.Protocol;

namespace BedrockPS.Cmdlets;

/// <summary>A parameter of a resource cmdlet and the request member it stands for.</summary>
internal sealed class ResourceParameter
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<ResourceParameter>> s_known = new();

    private ResourceParameter(PropertyInfo property, string? path)
    {
        IdAttribute? id = property.GetCustomAttribute<IdAttribute>();
        Name = property.Name;
        Path = (path ?? property.Name).Split('.');
        IsIdentity = id is ResourceIdAttribute;
        IsParent = id is ParentIdAttribute;
        IsPathGiven = path is not null;
        ModelArn = property.GetCustomAttribute<ModelArnAttribute>();
        ModelId = property.GetCustomAttribute<ModelIdAttribute>();
    }

    public string Name { get; }

    /// <summary>Names of the members that lead to its own, outermost first.</summary>
    public string[] Path { get; }

    /// <summary>Tells which resource is meant, whatever the operation calls that.</summary>
    public bool IsIdentity { get; }

    /// <summary>Tells what the resource belongs to, by the id, the ARN or the name of that.</summary>
    public bool IsParent { get; }

    /// <summary>The member was named, and not taken from the parameter's name.</summary>
    public bool IsPathGiven { get; }

    /// <summary>Says which models it may name, where the service wants an ARN; null for any other parameter.</summary>
    public ModelArnAttribute? ModelArn { get; }

    /// <summary>Says which models a short name may mean, where the service wants an id; null for any other parameter.</summary>
    public ModelIdAttribute? ModelId { get; }

    /// <summary>Those of a cmdlet, in the order they are written in.</summary>
    public static IReadOnlyList<ResourceParameter> Of(Type cmdlet) => s_known.GetOrAdd(cmdlet, Read);

    /// <summary>The shape of its member in an operation's request; null where that has none such.</summary>
    public ShapeDescription? Find(OperationDescription operation)
    {
        ShapeDescription? shape = operation.Input;
        foreach (string name in Path)
        {
            shape = (shape?.Kind == ShapeKind.List ? shape.Element : shape)?.FindMember(name)?.Shape;
        }

        return shape;
    }

    private static IReadOnlyList<ResourceParameter> Read(Type cmdlet)
    {
        List<ResourceParameter> parameters = [];
        foreach (PropertyInfo property in cmdlet.GetProperties())
        {
            MemberAttribute? member = property.GetCustomAttribute<MemberAttribute>();
            bool isOwn = property.DeclaringType == cmdlet
                && property.IsDefined(typeof(ParameterAttribute))
                && !property.IsDefined(typeof(OptionAttribute));
            if (isOwn || member is not null)
            {
                parameters.Add(new ResourceParameter(property, member?.Path));
            }
        }

        return parameters;
    }
}
