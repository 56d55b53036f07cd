using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Inference;

namespace BedrockPS.Indexes;

/// <summary>Says by what an object is known: a property, or what a script block makes of it.</summary>
internal sealed class IdReader
{
    private readonly string? _name;
    private readonly ScriptBlock? _script;

    /// <param name="id">A property's name or a script block; null: objects have no id of their own.</param>
    /// <exception cref="BedrockException">ParameterInvalid.</exception>
    public IdReader(object? id)
    {
        object? plain = id is PSObject wrapped ? wrapped.BaseObject : id;
        _script = plain as ScriptBlock;
        _name = plain as string;
        if (plain is not (null or ScriptBlock or string { Length: > 0 }))
        {
            throw new BedrockException("ParameterInvalid", "-Id takes the name of a property, or a script block.")
            {
                RecommendedAction = "Give a name such as Path, or a script block: { $_.Server + $_.EventId }.",
            };
        }
    }

    /// <summary>The id; null where none was asked for.</summary>
    /// <exception cref="BedrockException">IdMissing, for this object alone.</exception>
    public string? Read(object? input)
    {
        if (_name is null && _script is null)
        {
            return null;
        }

        object? value = input is null ? null : _script is not null ? Run(_script, input) : Find(PSObject.AsPSObject(input), _name!);
        return value is not null && LanguagePrimitives.ConvertTo<string>(value) is { Length: > 0 } id
            ? id
            : throw new BedrockException("IdMissing", _name is null ? "-Id gave nothing for this object." : $"The object has no {_name}, which was to be its id.");
    }

    private static object? Find(PSObject input, string name) => input.BaseObject is IDictionary map && map.Contains(name)
        ? map[name]
        : input.Properties[name] is PSPropertyInfo property ? ObjectJson.ValueOf(property) : null;

    private static object? Run(ScriptBlock script, object input)
    {
        try
        {
            List<PSVariable> variables = [new PSVariable("_", input)];
            return script.InvokeWithContext(null, variables).FirstOrDefault(static result => result is not null);
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            throw new BedrockException("IdMissing", $"-Id failed for this object: {exception.Message}", exception);
        }
    }
}
