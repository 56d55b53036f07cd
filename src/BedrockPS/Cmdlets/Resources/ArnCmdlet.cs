using System;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>A cmdlet about anything that has an ARN. The ARN tells service and region; one that is wrong fails alone.</summary>
public abstract class ArnCmdlet : ConnectedCmdlet
{
    /// <summary>ARNs given for the current input.</summary>
    private protected abstract string[] Arns { get; }

    protected override object? Target => Arns;

    private protected void ForEachArn(Action<ResourceArn> step) => ForEachInItsRegion(
        Arns,
        text => step(ResourceArn.Parse(text)),
        (_, exception) =>
        {
            if (exception.Code == "ResourceNotFound")
            {
                exception.RecommendedAction = $"Check the ARN and its region, {Api.Region}; there may also be nothing of what was asked for on it.";
            }
        });
}
