using System;
using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Access;
using BedrockPS.Completers;
using BedrockPS.Cost;
using BedrockPS.Defaults;
using BedrockPS.Inference;
using BedrockPS.Setup;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Finds out why models can or cannot be called: one object a check, with what was found and what to do. What is wrong, or may not be
/// looked at, is told and never thrown.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "BRModelAccess", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[Calls("bedrock", "GetFoundationModelAvailability", "GetFoundationModel", "ListFoundationModels", "ListInferenceProfiles", "GetInferenceProfile", "CreateFoundationModelAgreement")]
[Calls("bedrock-runtime", "Converse")]
[OutputType(typeof(AccessCheck))]
public sealed class TestBRModelAccessCommand : ModelAccessCmdlet
{
    private readonly Dictionary<string, AccessDoctor> _doctors = new(StringComparer.Ordinal);

    /// <summary>Model ids, short names, inference profiles or ARNs, as you call them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "ModelId")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [ResourceId]
    public string[] Model { get; set; } = null!;

    /// <summary>Regions to test in, such as us-east-1. Without: the region in force.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("RegionToCall")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public new string[]? Region { get; set; }

    /// <summary>Does not ask the model for a token, which costs a fraction of a cent. -WhatIf leaves it out too.</summary>
    [Parameter]
    public SwitchParameter SkipCall { get; set; }

    /// <summary>Offers to repair what can be repaired, which is a missing agreement; PowerShell shows its terms and asks first.</summary>
    [Parameter]
    public SwitchParameter Repair { get; set; }

    private protected override string[]? Names => Model;

    protected override void Process()
    {
        foreach (string? region in (string?[]?)Region ?? [null])
        {
            base.Region = region;
            foreach (string name in Model)
            {
                Test(name);
            }
        }
    }

    private void Test(string name)
    {
        ConnectionChecks connection = new(Connection, new SettingOrigin(this, SessionDefaults.Current.Values, variable => GetVariableValue(variable)));
        SetupCheck found = Wait(connection.RegionAsync(StopToken));
        if (found.Status != SetupStatus.Passed)
        {
            Write(name, null, new AccessCheck(AccessCheckName.Region, AccessStatus.Failed, found.Detail, found.Fix));
            return;
        }

        string region = Api.Region;
        Write(name, region, AccessCheck.OK(AccessCheckName.Region, found.Detail));
        string key = Api.Settings.ToString() + region;
        if (!_doctors.TryGetValue(key, out AccessDoctor? doctor))
        {
            _doctors[key] = doctor = new AccessDoctor(Api);
        }

        Write(name, region, Wait(doctor.IdentityAsync(StopToken)));
        (AccessCheck check, AccessPatient? patient) = Wait(doctor.ModelAsync(name, StopToken));
        Write(name, region, check);
        if (patient is null)
        {
            foreach (string skipped in AccessCheckName.OfModel)
            {
                Write(name, region, AccessCheck.Skipped(skipped, "Depends on the model."));
            }

            return;
        }

        Write(name, region, doctor.Lifecycle(patient));
        Write(name, region, Wait(doctor.AvailabilityAsync(patient, StopToken)));
        Write(name, region, TestAgreement(doctor, patient));
        Write(name, region, Wait(doctor.InferenceProfileAsync(patient, StopToken)));
        Write(name, region, Wait(doctor.PolicyAsync(patient, StopToken)));
        Write(name, region, TestCall(doctor, patient, region));
    }

    private AccessCheck TestAgreement(AccessDoctor doctor, AccessPatient patient)
    {
        AccessCheck check = doctor.Agreement(patient);
        if (!Repair || check.Status != AccessStatus.Failed)
        {
            return check;
        }

        try
        {
            if (!Agree(patient.Model.Id, null, force: false))
            {
                return check;
            }

            Wait(doctor.AvailabilityAsync(patient, StopToken));
            return doctor.Agreement(patient);
        }
        catch (BedrockException exception)
        {
            return AccessCheck.Of(AccessCheckName.Agreement, exception);
        }
    }

    private AccessCheck TestCall(AccessDoctor doctor, AccessPatient patient, string region)
    {
        if (SkipCall)
        {
            return AccessCheck.Skipped(AccessCheckName.Call, "Not called with -SkipCall.");
        }

        if (!patient.IsTextModel)
        {
            return AccessCheck.Skipped(AccessCheckName.Call, "Only models that write text can be asked for one token.");
        }

        // A token is no matter for a question, unless the user wants to be asked about everything.
        bool asks = IsRehearsal || MyInvocation.BoundParameters.ContainsKey("Confirm");
        if (asks && !ShouldProcess($"{patient.CallId} in {region}", "ask for one token, which costs a fraction of a cent"))
        {
            return AccessCheck.Skipped(AccessCheckName.Call, "Not called, as you wished.");
        }

        MeteredCaller caller = new(new InferenceClient(Api, Log.Add), NewMeter(Api));
        return Wait(doctor.CallAsync(patient, caller, StopToken));
    }

    private void Write(string model, string? region, AccessCheck check) => WriteObject(check.For(model, region));
}
