using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Policies;
using BedrockPS.Protocol;

namespace BedrockPS.Models;

/// <summary>Finds the ARN of a model where a service operation takes nothing else.</summary>
internal static class ModelArns
{
    /// <summary>Of a foundation model or an inference profile.</summary>
    /// <param name="api">Where to look.</param>
    /// <param name="model">ARN, id of either, or a short name that fits one model of the region.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="BedrockException">ModelNotFound or ModelAmbiguous.</exception>
    public static async Task<string> FindAsync(ApiClient api, string model, CancellationToken cancellationToken)
    {
        string id = await ModelResolver.ResolveAsync(api, model, null, cancellationToken).ConfigureAwait(false);
        if (IsArn(id))
        {
            return id;
        }

        ModelCatalog catalog = await ModelCatalog.GetAsync(api, cancellationToken).ConfigureAwait(false);
        return catalog.Models.FirstOrDefault(entry => entry.Id == id)?.Arn
            ?? catalog.Profiles.FirstOrDefault(entry => entry.Id == id)?.Arn
            ?? throw new BedrockException("ModelNotFound", $"{api.Region} has no model and no inference profile with the id '{id}'.");
    }

    /// <summary>Of a foundation model that is given by id or ARN, without asking whether there is one.</summary>
    public static string OfFoundationModel(string region, string model) =>
        IsArn(model) ? model : new PolicyScope(null, null, [region]).Arns($"foundation-model/{model}", ofAccount: false).First();

    /// <summary>Of a model that is to answer: where it cannot be called by its own id, that of its inference profile.</summary>
    /// <param name="api">Where to look.</param>
    /// <param name="model">ARN, id, or a short name that fits one model of the region.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="BedrockException">ModelNotFound or ModelAmbiguous.</exception>
    public static async Task<string> FindCallableAsync(ApiClient api, string model, CancellationToken cancellationToken)
    {
        string id = await ModelResolver.ResolveAsync(api, model, "TEXT", cancellationToken).ConfigureAwait(false);
        if (IsArn(id))
        {
            return id;
        }

        ModelCatalog catalog;
        try
        {
            catalog = await ModelCatalog.GetAsync(api, cancellationToken).ConfigureAwait(false);
        }
        catch (BedrockException exception) when (exception.Code == "AccessDenied")
        {
            // Who may call a model and not list them still has its id, which the service takes as well.
            return id;
        }

        if (catalog.Models.FirstOrDefault(entry => entry.Id == id) is not Model found)
        {
            return await FindAsync(api, id, cancellationToken).ConfigureAwait(false);
        }

        return found.InferenceType.Contains("ON_DEMAND") ? found.Arn : catalog.ProfilesOf(id).FirstOrDefault()?.Arn ?? found.Arn;
    }

    /// <summary>Of a custom model.</summary>
    /// <param name="api">Where to look.</param>
    /// <param name="model">ARN or name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="BedrockException">As the service refuses; ResourceNotFound for no such model.</exception>
    public static async Task<string> FindCustomAsync(ApiClient api, string model, CancellationToken cancellationToken)
    {
        if (IsArn(model))
        {
            return model;
        }

        Dictionary<string, object?> members = new() { ["modelIdentifier"] = model };
        return (await api.CallAsync("bedrock", "GetCustomModel", members, cancellationToken).ConfigureAwait(false)).Text("modelArn");
    }

    private static bool IsArn(string model) => model.StartsWith("arn:", StringComparison.Ordinal);
}
