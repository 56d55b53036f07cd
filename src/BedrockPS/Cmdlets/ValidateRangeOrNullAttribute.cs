using System;
using System.Globalization;
using System.Management.Automation;

namespace BedrockPS.Cmdlets;

/// <summary>ValidateRange for a parameter that a piped object may bring without a value, which ValidateRange refuses.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateRangeOrNullAttribute : ValidateArgumentsAttribute
{
    public ValidateRangeOrNullAttribute(int minRange, int maxRange)
    {
        MinRange = minRange;
        MaxRange = maxRange;
    }

    public int MinRange { get; }

    public int MaxRange { get; }

    protected override void Validate(object? arguments, EngineIntrinsics engineIntrinsics)
    {
        decimal? number = arguments is int count ? count : arguments as decimal?;
        if (number < MinRange || number > MaxRange)
        {
            throw new ValidationMetadataException(string.Format(
                CultureInfo.InvariantCulture, "{0} is not between {1} and {2}.", number, MinRange, MaxRange));
        }
    }
}
