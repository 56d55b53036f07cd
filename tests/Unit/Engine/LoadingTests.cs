using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using Xunit;

namespace BedrockPS.Unit.Engine;

/// <summary>Which assemblies a call makes the runtime ask for.</summary>
[Collection("Environment")]
public class LoadingTests
{
    [Fact]
    public async Task A_call_with_the_keys_of_a_profile_needs_no_part_of_the_sdk()
    {
        using EnvironmentScope scope = new();
        scope.Credentials("[default]\naws_access_key_id=A\naws_secret_access_key=s\n");
        scope.Config("[default]\nregion=us-west-2\nmax_attempts=2\n");
        await using LoopbackServer server = LoopbackServer.Always();
        Recorder recorder = new();
        await SendAsync(recorder, new Dictionary<string, object> { ["EndpointUrl"] = server.Url });
        Assert.Single(server.Requests);
        Assert.DoesNotContain(recorder.Asked, n => n.StartsWith("AWSSDK", StringComparison.Ordinal));
        recorder.Unload();
    }

    [Fact]
    public async Task The_recorder_notices_when_the_sdk_is_needed()
    {
        using EnvironmentScope scope = new();
        scope.Config("[profile p]\nregion=us-west-2\ncredential_process = exit 1\n");
        Recorder recorder = new();
        await Assert.ThrowsAnyAsync<Exception>(() => SendAsync(recorder, new Dictionary<string, object>
        {
            ["EndpointUrl"] = "http://127.0.0.1:1", ["ProfileName"] = "p",
        }));
        Assert.Contains("AWSSDK.Core", recorder.Asked);
    }

    private static async Task SendAsync(Recorder recorder, Dictionary<string, object> members)
    {
        // The engine once more, in a load context of its own: there its references are asked for anew.
        Assembly engine = recorder.LoadFromAssemblyPath(typeof(EngineClient).Assembly.Location);
        object settings = Activator.CreateInstance(Named("ConnectionSettings"))!;
        foreach (KeyValuePair<string, object> member in members)
        {
            settings.GetType().GetProperty(member.Key)!.SetValue(settings, member.Value);
        }

        object request = Activator.CreateInstance(Named("EngineRequest"), "bedrock", "ListFoundationModels", "GET", "/foundation-models")!;
        object client = Named("EngineClient").GetMethod("For")!.Invoke(null, [settings])!;
        Task sent = (Task)client.GetType().GetMethod("SendAsync")!.Invoke(client, [request, CancellationToken.None])!;
        await sent;
        ((IDisposable)sent.GetType().GetProperty("Result")!.GetValue(sent)!).Dispose();

        Type Named(string name) => engine.GetType("BedrockPS.Engine." + name, throwOnError: true)!;
    }

    private sealed class Recorder() : AssemblyLoadContext("recorder", isCollectible: true)
    {
        public ConcurrentBag<string> Asked { get; } = [];

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            Asked.Add(assemblyName.Name!);
            return null;
        }
    }
}
