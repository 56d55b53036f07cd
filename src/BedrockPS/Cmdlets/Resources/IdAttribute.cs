using System;
using System.Collections;
using System.Management.Automation;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Keeps whole objects out of a parameter that names something: PowerShell would make text such as "@{Name=x}" of one from the
/// pipeline before it looks for a property of that name.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class IdAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : inputData;
        bool isText = value is null or string or Uri or Guid or ValueType || (value is IEnumerable and not IDictionary);
        return isText
            ? inputData
            : throw new ArgumentTransformationMetadataException(
                "The object has no property that names what is meant.",

                // This kind of inner exception makes PowerShell try the object's properties instead of giving up.
                new PSInvalidCastException("An id is text."));
    }
}
