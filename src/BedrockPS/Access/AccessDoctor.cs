using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Errors;
using BedrockPS.Inference;
using BedrockPS.Lifecycle;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Access;

/// <summary>
/// Finds out why a model can or cannot be called in one region. Each check asks what it needs and survives being refused; what it
/// found out is kept for those after it.
/// </summary>
internal sealed class AccessDoctor
{
    private const string Invoke = "bedrock:InvokeModel";
    private const string InvokeStream = "bedrock:InvokeModelWithResponseStream";

    private readonly ApiClient _api;
    private readonly QueryClient _query;
    private CallerIdentity? _identity;
    private AccessCheck? _identityCheck;
    private ModelCatalog? _catalog;
    private BedrockException? _catalogFailure;

    /// <param name="api">The connection, in one region.</param>
    public AccessDoctor(ApiClient api)
    {
        _api = api;
        _query = new QueryClient(api);
        Agreements = new ModelAccessApi(api);
    }

    public ModelAccessApi Agreements { get; }

    /// <summary>Who asks. Asked once for all models.</summary>
    public async Task<AccessCheck> IdentityAsync(CancellationToken cancellationToken) =>
        _identityCheck ??= await FindIdentityAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Which model is meant, and whether the region has it.</summary>
    /// <returns>The patient is null where nothing further can be said of it.</returns>
    public async Task<(AccessCheck Check, AccessPatient? Patient)> ModelAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await ReadCatalogAsync(cancellationToken).ConfigureAwait(false);
            string id = await ModelNames.FoundationAsync(_api, name, cancellationToken).ConfigureAwait(false);
            Model model = _catalog?.Models.FirstOrDefault(entry => entry.Id == id)
                ?? await GetModelAsync(id, cancellationToken).ConfigureAwait(false);
            string detail = $"{model.Id}: {model.Name} of {model.Provider}, {string.Join("+", model.InputModality)} to {string.Join("+", model.OutputModality)}";
            return (AccessCheck.OK(AccessCheckName.Model, detail), new AccessPatient(name, model));
        }
        catch (BedrockException exception) when (exception.Code is "ResourceNotFound" or "ModelNotFound" or "Validation")
        {
            return (new AccessCheck(AccessCheckName.Model, AccessStatus.Failed, NotFound(name, exception), $"Get-BRModel -Region {_api.Region} lists what the region has."), null);
        }
        catch (BedrockException exception)
        {
            // The name may be right all the same: what follows from it alone can still be checked.
            AccessPatient? patient = ModelResolver.IsFullId(name) && Inference.Families.FoundationModelId.Of(name) is string id
                ? new AccessPatient(name, new Model { Id = id })
                : null;
            return (AccessCheck.Of(AccessCheckName.Model, exception), exception.Code == "AccessDenied" ? patient : null);
        }
    }

    /// <summary>Whether it is to go, and when.</summary>
    public AccessCheck Lifecycle(AccessPatient patient)
    {
        Model model = patient.Model;
        if (model.Lifecycle.Length == 0)
        {
            return AccessCheck.Skipped(AccessCheckName.Lifecycle, "Depends on the model's details.");
        }

        ModelLifecycleStatus status = ModelLifecycle.StatusOf(model);
        if (status == ModelLifecycleStatus.Active)
        {
            return AccessCheck.OK(AccessCheckName.Lifecycle, model.EndOfLife is DateTimeOffset planned ? $"ACTIVE, until {Day(planned)} at least." : "ACTIVE.");
        }

        string? replacement = _catalog is null ? null : new ModelReplacement(_catalog).For(patient.Name, model.Id);
        string fix = replacement is null ? "Choose a newer model: Get-BRModel -Lifecycle ACTIVE." : $"Move to {replacement}.";
        return status == ModelLifecycleStatus.EndOfLife
            ? new AccessCheck(AccessCheckName.Lifecycle, AccessStatus.Failed, $"Its life ended on {Day(model.EndOfLife!.Value)}.", fix)
            : new AccessCheck(
                AccessCheckName.Lifecycle,
                AccessStatus.Warning,
                $"{model.Lifecycle}, {(model.EndOfLife is DateTimeOffset end ? "it ends on " + Day(end) : "the service does not say here until when")}."
                    + " The service may refuse a legacy model to accounts that have not used it lately.",
                fix);
    }

    /// <summary>Whether region and account have it.</summary>
    public async Task<AccessCheck> AvailabilityAsync(AccessPatient patient, CancellationToken cancellationToken)
    {
        try
        {
            patient.Access = await Agreements.GetAsync(patient.Model.Id, cancellationToken).ConfigureAwait(false);
        }
        catch (BedrockException exception)
        {
            return AccessCheck.Of(AccessCheckName.Availability, exception);
        }

        ModelAccess access = patient.Access;
        string evidence = $"Region {access.RegionAvailability}, authorization {access.Authorization}, entitlement {access.Entitlement}.";
        return access.Status switch
        {
            ModelAccessStatus.NotInRegion => Failed(AccessCheckName.Availability, evidence, "Choose another region or a cross-region inference profile."),
            ModelAccessStatus.NotAuthorized => Failed(
                AccessCheckName.Availability, evidence, "The account is not authorised for this model: see Set-BRModelUseCase for Anthropic's, or open a support case."),
            ModelAccessStatus.NotEntitled => Failed(
                AccessCheckName.Availability, evidence, "The agreement is there and the entitlement is not: wait a few minutes after an agreement, then open a support case."),
            _ => AccessCheck.OK(AccessCheckName.Availability, evidence),
        };
    }

    /// <summary>Whether its terms are agreed to.</summary>
    public AccessCheck Agreement(AccessPatient patient) => patient.Access switch
    {
        null => AccessCheck.Skipped(AccessCheckName.Agreement, "Depends on the model's availability."),
        { Agreement: "AVAILABLE" } => AccessCheck.OK(AccessCheckName.Agreement, "There is an agreement."),
        { Agreement: "PENDING" } => new AccessCheck(
            AccessCheckName.Agreement, AccessStatus.Warning, "The agreement is being made.", "Wait a few minutes and test again."),
        { Agreement: "ERROR" } access => Failed(
            AccessCheckName.Agreement, $"The agreement failed: {access.Message ?? "the service gives no reason."}", AgreeWith(patient)),
        _ => Failed(AccessCheckName.Agreement, "There is no agreement to the model's terms.", AgreeWith(patient)),
    };

    /// <summary>Whether it can be called by its own id, and if not, by which.</summary>
    public async Task<AccessCheck> InferenceProfileAsync(AccessPatient patient, CancellationToken cancellationToken)
    {
        if (ModelNames.IsApplicationProfile(patient.Name))
        {
            return await ApplicationProfileAsync(patient, cancellationToken).ConfigureAwait(false);
        }

        if (patient.IsOwned)
        {
            return AccessCheck.OK(AccessCheckName.InferenceProfile, "A model of the account's own is called by its ARN.");
        }

        if (_catalog is not ModelCatalog catalog)
        {
            return AccessCheck.Of(AccessCheckName.InferenceProfile, _catalogFailure!);
        }

        bool onDemand = patient.Model.InferenceType.Contains("ON_DEMAND");
        if (catalog.ProfilesFailure is BedrockException failure && !onDemand)
        {
            return AccessCheck.Of(AccessCheckName.InferenceProfile, failure);
        }

        Models.InferenceProfile[] profiles = catalog.ProfilesOf(patient.Model.Id).ToArray();
        patient.Profile = profiles.FirstOrDefault(profile => patient.Name == profile.Id || patient.Name == profile.Arn);
        bool isNamed = patient.Profile is not null;
        if (onDemand && !isNamed)
        {
            return AccessCheck.OK(
                AccessCheckName.InferenceProfile,
                "Can be called by its own id" + (profiles.Length == 0 ? "." : $", and by {string.Join(", ", profiles.Select(static profile => profile.Id))}."));
        }

        patient.Profile ??= profiles.FirstOrDefault();
        if (patient.Profile is null)
        {
            return patient.Model.InferenceType is ["PROVISIONED"]
                ? Failed(AccessCheckName.InferenceProfile, "Can be called through provisioned throughput alone.", "Choose the model's id without the context size at its end.")
                : Failed(AccessCheckName.InferenceProfile, "Needs an inference profile, and the region has none for it.", "Choose a region that has one.");
        }

        string evidence = $"{patient.Profile.Id} routes to {string.Join(", ", patient.Destinations())}.";
        return isNamed
            ? AccessCheck.OK(AccessCheckName.InferenceProfile, evidence)
            : new AccessCheck(
                AccessCheckName.InferenceProfile,
                AccessStatus.Warning,
                "Cannot be called by its own id. " + evidence,
                $"Call {patient.Profile.Id}: Invoke-BRModel does so by itself, other programs must be told. IAM policies and those of the organisation must allow every region it routes to.");
    }

    private async Task<AccessCheck> ApplicationProfileAsync(AccessPatient patient, CancellationToken cancellationToken)
    {
        try
        {
            patient.Profile = await ModelNames.ProfileAsync(_api, patient.Name, cancellationToken).ConfigureAwait(false);
            return AccessCheck.OK(AccessCheckName.InferenceProfile, $"An application inference profile; it routes to {string.Join(", ", patient.Destinations())}.");
        }
        catch (BedrockException exception)
        {
            return AccessCheck.Of(AccessCheckName.InferenceProfile, exception);
        }
    }

    /// <summary>What IAM says of calls by this identity.</summary>
    public async Task<AccessCheck> PolicyAsync(AccessPatient patient, CancellationToken cancellationToken)
    {
        if (_identity is not CallerIdentity identity)
        {
            return AccessCheck.Skipped(AccessCheckName.Policy, "Depends on the identity.");
        }

        try
        {
            if (await identity.PrincipalAsync(_query, cancellationToken).ConfigureAwait(false) is not string principal)
            {
                return AccessCheck.Skipped(AccessCheckName.Policy, "Only the policies of users and roles can be simulated.");
            }

            Dictionary<string, string> context = new() { ["aws:RequestedRegion"] = _api.Region };
            if (patient.Profile is { Arn.Length: > 0 } profile)
            {
                context["bedrock:InferenceProfileArn"] = profile.Arn;
            }

            IReadOnlyList<(string Action, string Resource, string Decision)> refused = await new PolicySimulation(_query)
                .RefusedAsync(principal, [Invoke, InvokeStream], patient.Resources(_api.Region, identity.Partition), context, cancellationToken)
                .ConfigureAwait(false);
            return refused.Count == 0
                ? AccessCheck.OK(AccessCheckName.Policy, $"The policies of {principal} allow {Invoke} and {InvokeStream}.")
                : Failed(AccessCheckName.Policy, $"The policies of {principal} refuse {string.Join("; ", refused.Select(Describe))}.", Allow(patient, identity, refused));
        }
        catch (BedrockException exception)
        {
            return AccessCheck.Of(AccessCheckName.Policy, exception);
        }
    }

    /// <summary>Asks the model for one token.</summary>
    /// <param name="patient">The model.</param>
    /// <param name="caller">Sends it, and counts it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<AccessCheck> CallAsync(AccessPatient patient, IModelCaller caller, CancellationToken cancellationToken)
    {
        InferenceRequest request = new()
        {
            ModelId = patient.CallId,
            Messages = [new Message("user", "Hi")],
            MaxTokens = 1,
        };
        try
        {
            ModelResponse response = await caller.InvokeAsync(request, cancellationToken).ConfigureAwait(false);
            string cost = response.Cost is decimal amount ? string.Format(CultureInfo.InvariantCulture, ", {0} {1}", amount, response.Currency) : "";
            return AccessCheck.OK(AccessCheckName.Call, $"{response.Model} answered: {response.Usage.TotalTokens} tokens{cost}.");
        }
        catch (BedrockException exception) when (exception.Code is "Throttling" or "ModelNotReady" or "ServiceUnavailable")
        {
            return new AccessCheck(AccessCheckName.Call, AccessStatus.Warning, $"It may be called, and is busy: {exception.Message}", exception.RecommendedAction);
        }
        catch (BedrockException exception)
        {
            return AccessCheck.Of(AccessCheckName.Call, exception);
        }
    }

    private async Task<AccessCheck> FindIdentityAsync(CancellationToken cancellationToken)
    {
        try
        {
            string kind = await new ConnectionInspector(EngineClient.For(_api.Settings)).CredentialsAsync("bedrock", cancellationToken).ConfigureAwait(false);
            if (kind.StartsWith("API key", StringComparison.Ordinal))
            {
                return AccessCheck.Skipped(AccessCheckName.Identity, $"{kind}: it stands for an IAM user of its own and cannot ask who that is.");
            }

            _identity = await CallerIdentity.GetAsync(_query, cancellationToken).ConfigureAwait(false);
            return AccessCheck.OK(AccessCheckName.Identity, $"{_identity.Arn}, account {_identity.Account}, {kind}");
        }
        catch (EngineException exception)
        {
            BedrockException error = ServiceErrors.From(exception, null, null, _api.Settings.ProfileName);
            return Failed(AccessCheckName.Identity, $"{error.Code}: {exception.Message}", error.RecommendedAction);
        }
        catch (BedrockException exception)
        {
            return AccessCheck.Of(AccessCheckName.Identity, exception);
        }
    }

    private async Task ReadCatalogAsync(CancellationToken cancellationToken)
    {
        if (_catalog is not null || _catalogFailure is not null)
        {
            return;
        }

        try
        {
            _catalog = await ModelCatalog.ReadAsync(_api, cancellationToken).ConfigureAwait(false);
        }
        catch (BedrockException exception) when (exception.Code == "AccessDenied")
        {
            _catalogFailure = exception;
        }
    }

    private async Task<Model> GetModelAsync(string id, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> answer = await _api.CallAsync(
            "bedrock", "GetFoundationModel", new Dictionary<string, object?> { ["modelIdentifier"] = id }, cancellationToken).ConfigureAwait(false);
        return ModelReader.Read(answer.Map("modelDetails"), Array.Empty<string>().ToLookup(static text => text), _api.Region);
    }

    private string NotFound(string name, BedrockException exception)
    {
        string? nearest = _catalog is null ? null : NearestName.Find(name, _catalog.Models.Select(static model => model.Id));
        return exception.Code == "ModelNotFound" ? exception.Message
            : $"{_api.Region} has no model '{name}'{(nearest is null ? "" : $"; the nearest is '{nearest}'")}.";
    }

    private string AgreeWith(AccessPatient patient) =>
        $"Approve-BRModelAgreement {patient.Model.Id} -Region {_api.Region} (needs aws-marketplace:Subscribe), or -Repair on this test.";

    private static string Allow(
        AccessPatient patient, CallerIdentity identity, IReadOnlyList<(string Action, string Resource, string Decision)> refused) =>
        refused.Any(static one => one.Decision == "explicitDeny")
            ? "An explicit Deny forbids it: find it in the policies of this identity, its boundary or the organisation."
            : $"New-BRIamPolicy {(patient.Profile is null ? "-Model " + patient.Model.Id : "-InferenceProfile " + patient.Profile.Id)}"
                + $" -AccountId {identity.Account} writes the policy that is missing.";

    private static string Describe((string Action, string Resource, string Decision) refused) =>
        $"{refused.Action} on {refused.Resource} ({refused.Decision})";

    private static AccessCheck Failed(string check, string evidence, string? fix) => new(check, AccessStatus.Failed, evidence, fix);

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
