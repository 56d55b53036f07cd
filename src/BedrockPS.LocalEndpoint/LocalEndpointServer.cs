using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Threading.Tasks;
using BedrockPS.Local.Auth;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Faults;
using BedrockPS.Local.Flows;
using BedrockPS.Local.Http;
using BedrockPS.Local.Knowledge;
using BedrockPS.Local.Log;
using BedrockPS.Local.Operations;
using BedrockPS.Local.Resources;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;
using BedrockPS.Local.Storage;
using BedrockPS.Local.Upstream;
using BedrockPS.LocalEndpoints;
using BedrockPS.Protocol;

namespace BedrockPS.Local;

/// <summary>A running endpoint: HTTP below, the operations above, and the keys it made up for itself.</summary>
internal sealed class LocalEndpointServer : ILocalEndpointServer
{
    private const string KeyLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const string SecretLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private readonly RequestLog _log = new();
    private readonly RequestPipeline _pipeline;
    private readonly UpstreamModel? _upstream;
    private readonly WorkDesk _work = new();
    private readonly ObjectFolder _folder;
    private readonly HttpServer _http;

    private LocalEndpointServer(LocalEndpointOptions options, FaultPlan faults)
    {
        AccessKey = options.AccessKey ?? "AKIALOCAL" + Random(KeyLetters, 11);
        SecretKey = options.SecretKey ?? Random(SecretLetters, 40);
        ApiKey = options.ApiKey ?? "bedrock-api-key-local-" + Random(SecretLetters, 40);
        Region = options.Region;
        Authenticator authenticator = new(
            new SignatureVerifier(AccessKey, SecretKey, options.SessionToken), ApiKey, Region);
        _upstream = options.Upstream is string address ? new UpstreamModel(address, options.UpstreamModel) : null;
        _folder = new ObjectFolder(options.StoragePath);
        S3Server storage = new(authenticator, _folder);
        S3Url = options.S3Endpoint;
        IObjectStore objects = S3Url is null ? new FolderStore(_folder) : new ServerStore(S3Url, AccessKey, SecretKey, Region, _folder);
        DocumentLinks links = new();
        OperationTable operations = Operations((ITextModel?)_upstream ?? new SimulatedModel(), objects, _work, links);
        _pipeline = new RequestPipeline(authenticator, operations, storage, links, _log, faults);
        _http = new HttpServer(options.Port, _pipeline.HandleAsync, _pipeline.RefuseAsync, S3Call.IsFor);

        // The first request should not be the one that waits for descriptions and catalogue to be read.
        _ = Task.Run(static () => (RouteTable.All, ModelCatalogue.Models));
        AppDomain.CurrentDomain.ProcessExit += DisposeAtExit;
    }

    public int Port => _http.Port;

    public string Url => "http://127.0.0.1:" + Port.ToString(CultureInfo.InvariantCulture);

    public string AccessKey { get; }

    public string SecretKey { get; }

    public string ApiKey { get; }

    public string Region { get; }

    public string Bucket => BucketName.BuiltIn;

    public string? S3Url { get; }

    public string StoragePath => _folder.Path;

    public int ModelCount => ModelCatalogue.Models.Count;

    public DateTimeOffset Started { get; } = DateTimeOffset.Now;

    public bool IsRunning => _http.IsRunning;

    public IReadOnlyList<string> Faults => _pipeline.Faults.Texts;

    /// <exception cref="BedrockException">LocalEndpointFailed: the port is taken, or a fault is not understood.</exception>
    public static LocalEndpointServer Start(LocalEndpointOptions options)
    {
        try
        {
            return new LocalEndpointServer(options, new FaultPlan(options.Faults));
        }
        catch (ArgumentException e)
        {
            throw new BedrockException("LocalEndpointFailed", e.Message, e)
            {
                RecommendedAction = "See 'Get-Help Start-BRLocalEndpoint -Full' for the faults there are and what -Upstream takes.",
            };
        }
        catch (Exception e) when (e is System.IO.IOException or UnauthorizedAccessException)
        {
            throw new BedrockException("LocalEndpointFailed", $"The local endpoint cannot keep its storage in {options.StoragePath}: {e.Message}", e)
            {
                RecommendedAction = "Name a folder you may write to with -StoragePath, or leave it out.",
            };
        }
        catch (SocketException e)
        {
            throw new BedrockException(
                "LocalEndpointFailed",
                $"The local endpoint cannot listen on port {options.Port}: {e.Message}",
                e)
            {
                RecommendedAction = "Leave -Port out to take a free one.",
            };
        }
    }

    public void SetFaults(IReadOnlyList<string> faults) => _pipeline.Faults = new FaultPlan(faults);

    public IReadOnlyList<LocalEndpointRequest> ReadRequests() => _log.Read();

    public void ClearRequests() => _log.Clear();

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= DisposeAtExit;
        _http.Dispose();
        _work.Dispose();
        _upstream?.Dispose();
        _folder.Dispose();
    }

    /// <summary>Many a script ends without stopping its endpoint: the temporary folder is not to stay.</summary>
    private void DisposeAtExit(object? sender, EventArgs e) => Dispose();

    private static OperationTable Operations(ITextModel texts, IObjectStore objects, WorkDesk work, DocumentLinks links)
    {
        OperationTable table = new();
        ResourceStore store = new();
        ResourceDesk desk = new(store, table);
        ModelResolver models = new(store);
        GuardrailOperations guardrails = new(desk, table);
        PromptOperations prompts = new(desk);
        _ = new ModelOperations(models, table);
        _ = new ModelAgreements(models, table);
        _ = new InferenceProfiles(desk, models, table);
        _ = new CustomModels(desk, models);
        _ = new ModelEndpoints(desk, models, table);
        _ = new Jobs(desk, models, table, objects, work);
        _ = new ReasoningPolicies(desk, table);
        _ = new AccountOperations(desk, guardrails, table);
        AgentResources agents = new(desk, models);
        KnowledgeResources knowledge = new(desk, table);
        FlowResources flows = new(desk, table);
        _ = new SessionResources(desk, table);
        _ = new AsyncOperations(desk, models, objects, work);
        _ = new TagOperations(store, table);
        new RuntimeOperations(texts, models, guardrails, prompts).AddTo(table);
        KnowledgeRuntime retrieval = new(models, knowledge, guardrails, links, table);
        _ = new KnowledgeAnswers(texts, models, retrieval, objects, table);
        _ = new AgenticRetrieval(texts, models, retrieval, table);
        _ = new FlowExecutions(desk, flows, FlowWorker.Maker(texts, models, prompts, agents, retrieval), work, table);
        _ = new PromptOptimizations(models, table);
        _ = new RerankOperations(models, table);
        new AgentRuntimeOperations(texts, models, agents, retrieval).AddTo(table);
        return table;
    }

    private static string Random(string letters, int length)
    {
        byte[] bytes = new byte[length];
        using (RandomNumberGenerator generator = RandomNumberGenerator.Create())
        {
            generator.GetBytes(bytes);
        }

        char[] text = new char[length];
        for (int i = 0; i < length; i++)
        {
            text[i] = letters[bytes[i] % letters.Length];
        }

        return new string(text);
    }
}
