using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace BedrockPS.Views;

/// <summary>Properties of what is shown: an object of ours, or what was left of one by a job, another machine or Export-Clixml.</summary>
internal static class ShownObject
{
    public static string? Text(this PSObject shown, string property) => shown.Properties[property]?.Value?.ToString();

    public static IEnumerable<PSObject> Items(this PSObject shown, string property) =>
        Base(shown.Properties[property]?.Value) is IEnumerable items ? items.Cast<object>().Select(PSObject.AsPSObject) : [];

    /// <summary>A DateTimeOffset comes back as a bag of its properties.</summary>
    public static DateTimeOffset? Time(this PSObject shown, string property)
    {
        object? value = shown.Properties[property]?.Value;
        return Base(value) is DateTimeOffset time ? time
            : value is PSObject bag && Base(bag.Properties["UtcDateTime"]?.Value) is DateTime utc && Base(bag.Properties["Offset"]?.Value) is TimeSpan offset
                ? new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)).ToOffset(offset)
            : null;
    }

    private static object? Base(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
