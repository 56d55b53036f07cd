using System;
using System.Collections.Generic;

namespace BedrockPS.Local.Flows;

/// <summary>The types of what goes between nodes.</summary>
internal static class FlowTypes
{
    /// <summary>Whether a value is of a type: String, Number, Boolean, Object or Array.</summary>
    public static bool Fits(string type, object? value) => type == Of(value);

    public static string Of(object? value) => value switch
    {
        string => "String",
        bool => "Boolean",
        List<object?> => "Array",
        IConvertible => "Number",
        _ => "Object",
    };
}
