/// The Dutch words of return codes: short, plain and harmless, chosen for this house one by one.
///
/// No two of them begin with the same five letters, accents aside. Their order is of no meaning,
/// but a word that is taken out makes every code with it unreadable: none is changed.
extension CodeWords {
    static let dutchWords = """
        aalbes aambeeld aanbod aankomst aanloop aanrecht aanvang aap aardappel aardbei aarde
        aardvarken abdij abrikoos accent accordeon achtbaan achter acrobaat actie adelaar ader
        adres advies afdak affiche afrit afspraak afstand afwas agaat agenda akker akkoord
        akoestiek alarmklok albatros album alfabet algebra algen alpaca amandel ambacht amber
        ambtenaar amfibie ananas anemoon anijs anjer anker ansicht ansjovis antenne antilope
        antwoord appel applaus aquaduct aquarium arcade architect arena arend armband aroma
        artiest artisjok asfalt asperge assistent aster astronaut atelier atlas atleet atoom
        aubergine augurk auto autobus avocado avond avontuur azalea azijn azuur baai baan baard
        bagage bagger baker bakfiets bakker bakpan baksel baksteen balans balie balk balkon
        ballet ballon balustrade bamboe band bank bankje barbecue baret bariton barometer
        basgitaar basilicum basis basket bassin batik batterij bazaar bazuin beek beeld beer
        begin begonia beitel beker bel benzine beplanting berg bergen bergpas beringen berk berm
        beroep bes bessen best bestek beton beuk beuken beurs beurt bever bezem bezoek bezorger
        bidon biet bij bijenkorf biljart biljet bingo binnen bioscoop biscuit bison blad
        bladzijde blauw blazer blender blij bloem bloesem blok blokfluit blouse blusser bocht
        bode boek boeket boekhandel boer boerderij boerenkool bok bokaal bol bolhoed bolide
        bolster bon bonsai boodschap boog boom boomhut boompje boon boor boord boot bord
        borduren bos bosbes bosuil boswachter boter botsauto bougie bouillon bouw bouwdoos boven
        bowlen braadpan braam branding brasem brasserie breed breien brem brevet brief
        brievenbus bril brocante broccoli broche brokaat brommer bromvlieg bron brons bronwater
        brood brug bruggetje buffel buidel buis buiten bulldozer bumper bundel bungalow bunzing
        bureau burger bus bushalte buur buurt cabaret cacao cactus cake calcium camper camping
        canvas caravan carnaval carrousel catalogus cavia ceder cello cement cent centrum chalet
        champignon charade chauffeur chef chemie chimpansee chips chocolade chrysant cichorei
        cijfer cilinder cimbaal cipres circus cirkel citroen clementine clip club cockpit code
        cola collega colonne column compote computer concert condor confetti container contract
        cornflakes courgette couscous coyote croissant croquet curry cursus cyclaam cyclus dadel
        dag dagboek dageraad dahlia dak dakgoot dakpan dakraam dakterras dal dam damast damhert
        dans danser dansschool dansvloer das dashboard dauw decor deeg deel dekschuit deksel
        delfstof delta depot dessert deur deurbel deurklink deurmat diadeem dialoog diamant
        dichter dienblad dienst dier dierentuin dijk dinosaurus diploma dirigent discus distel
        dobber doedelzak doek doel dolfijn domein domino donder donut dooier doorgang doorn dop
        dorp dorpsplein douane draad draaien draf dragen dragon drempel dressoir dribbelen
        driehoek drieluik driewieler drijfhout drinken drogist droog droom drop druif drukker
        drummer drumstel druppel duif duikboot duiker duim duin duinpan duwen dwarsfluit dweil
        dwergeik dynamo echo edelsteen eekhoorn eend eenden eenhoorn eetkamer eetlepel eeuw
        effen egel eierdop eierkoek eik eiland eind eland elastiek element elpee emaille emmer
        emoe energie enveloppe erf erker erwt erwtensoep esdoorn esdragon espresso essen etalage
        etappe etiket etui euro evenaar examen expeditie expert extra fabel fabriek fagot fakkel
        fanfare fazant fee feest feniks festival fiets figurant figuur fijn filter finale fjord
        flamenco flamingo flanel flap flat flatgebouw flens fles flipper flits flora fluor
        fluweel foam focus folder folklore fontein foor forel formule fornuis fort forum fossiel
        frambozen fregat fresco friet frisbee frites fruit fuchsia fuif functie gaas galerij
        galjoen galop gangpad garen garnaal garnituur gas gazel gazon gebaar gebak gebergte
        gebied gebouw gedicht geel geiser geit gekko gelei geluid geluk gemak gember gemeente
        gems generaal geranium gerbera gerst gesteente getal getij gevel gewicht gids gieter
        ginkgo gipsplaat giraf gitaar gladiool glans glas glasbak glasraam glazuur glijbaan
        glimlach glimworm globe glooiing goed goederen golf golfbal gom gondel goochelaar goot
        gordijn gorilla goud goudvis graad graaf graan grabbelton gracht grafiek grammofoon
        graniet grap grapefruit gras grasmaaier greppel griesmeel griffel grijs gril grind groef
        groen groet grot gruis gruyere guirlande gulden gum gymles gympen haag haan haard haas
        hagedis hagel haken halfuur hallo halm halogeen halte ham hamburger hamer hamster
        handbal handdoek handpop handschoen handtas handvat hangmat hardloper haring hark
        harmonie harp haven havermout havik hazelnoot heester hefboom heg heide heilbot hekwerk
        helder helft helikopter helling helm hengel herberg herder herfst hermelijn hert hesje
        heuvel hijskraan hik hinde hobby hoed hoef hoefijzer hoek hoekbank hoelahoep hoen hoes
        hommel hond honing hoofdstad hoog hooi hooiberg hoop hoorn horizon horloge hout houtblok
        houtskool houvast huifkar huis huisraad huiswerk hulst humor hutspot hyacint hyena hymne
        icoon iglo ijs ijsbaan ijsbeer ijsblok ijsje ijskast ijspegel ijsthee ijsvogel ijzel
        impala index indigo industrie inham inkt inktpot inktvis inpakken insect instrument
        invoer iris ivoor jaguar jakhals jam jampot jas jasje jasmijn jazz jeans jeep jeneverbes
        joggen jojo joker jongleur jubel judo jukebox jungle juweel juwelier kaai kaap kaars
        kaart kaas kabel kabouter kachel kade kader kaft kajak kaki kalebas kalender kalf kalk
        kalkoen kalm kam kameel kameleon kamer kamille kamp kamperen kampioen kampvuur kanaal
        kanarie kaneel kangoeroe kano kans kant kantine kantoor kap kapel kapitein kapper
        kapstok kar karaf karamel karaoke karate karavaan karbon kardoes karnemelk karper
        karrenwiel karton karwei kassa kast kastanje kasteel kat katapult katoen katrol kauwgom
        kaviaar kazerne kegel keien keizer kelk kelner kenmerk kennis kermis kern kerrie kers
        kersen kerst ketel ketting keu keuken keurmerk keuze kever kiekeboe kieuw kievit kiezel
        kikker kilo kilt kimono kiosk kip kipper kiwi klank klant klapdeur klaproos klarinet
        klas klaver klavier kleermaker klei klepel kleur klif klikken klim klimmuur klimop
        klimrek klinker klok klomp klontje kloof klucht kluis klus knabbel knikker knoflook knol
        knolselder knoop knop knot koala koe koek koekje koekoek koel koelbox koelkast koepel
        koets koffer koffie kok kokosnoot kolibrie komeet komfoor kompas konijn koning konvooi
        kookboek kool koolmees koolraap koopman koor koper koraal korenbloem korf korhoen korrel
        korst kortfilm kosmos kostuum kotter kozijn kraag kraai kraal kraam kraan krab krabbel
        krakeling krans krant krater kreeft kreek krekel krent kreukel krijt kring kristal
        krokant kroket krokus kroon kroos kropsla kruid kruik kruimel kruispunt kruiwagen krukje
        krul kubus kuch kudde kuiken kuil kuip kuipje kunst kurk kurkuma kwaliteit kwark kwart
        kwast kwikstaart kwispel laan laars labyrint lach ladder lade lading lagune lak lakmoes
        lama lamp lampion land landkaart landweg langlauf lans lantaarn lap laptop larve las
        lasagne lat latijn laurier lava lavendel leem leerling leeuw legende lei leiding lek
        lelie lens lente lepel les letterdoos leuning lever libel lichtbak lied liedje lift lijm
        lijn lijst lila limoen limonade linde liniaal linnen lintje linzen lis liter lobelia
        locomotief lodge loep lof logboek logo loket lood loods loof loofbos loop lopen loper
        lot loterij lotus lucht lui luiaard luifel luik luit lunch lupine lus lynx maaltijd maan
        maand macaroni machine macrame madelief magazijn magneet mais makelaar makreel malva
        mammoet man manchet mand mandarijn mandoline manege mango manier mantel mantra map
        marathon maretak margriet marionet marker markies markt marmelade marmot mars marsepein
        marter mascotte mast mat materiaal matroos mazurka meander medaille mee meel meer
        meerkoet meetlat meeuw meiboom meikever melk melkkan melkweg melodie meloen menhir menu
        merel merk mest metaal meteoor meter methode metro metselaar meubel microfoon middag
        middel mier miereneter mijl mijlpaal mijn mikado milieu mimosa minaret mineraal
        miniatuur minuut mirabel mispel mist misthoorn moccasin modder model moed moerbei
        moestuin mok mokka mol molen molm molshoop moment monument mortel mos mosterd motor
        motregen mozaiek muesli mug muis mulder munt muntstuk muntthee murmel mus museum musical
        muts muur muurbloem muurtje muziek naad naam nachtegaal najaar namiddag narcis narrenkap
        narwal natuur nectarine neerslag neonlicht nest nestkast netel netwerk nevel nijlpaard
        nikkel niveau noga nomade noodle noord noot nootjes notaris notitie nougat nummer nylon
        oase obelisk oceaan ochtend oefening oerbos oester oever olie oliebol olielamp olifant
        olijf olm omelet omgeving omheining omslag omweg onderdeel ontbijt onweer oogst ooievaar
        oorbel oorkonde oorschelp oost oot opaal opdracht open opera opgang opstel optelsom
        optocht oranje orchidee orde oregano orgel orka orkaan orkest otter ovaal oven
        ovenschaal overall overkant overzicht oxer ozon paaltje paard paars paasei padel pagina
        pagode paleis palet palm palmboom pamflet pan panda paneel pannenkoek panter pantoffel
        papaja papegaai papier paprika papyrus paradijs paraplu parasol parel park parkeren
        parkiet partner paskamer paspop passaat passer pasta pastei pastinaak patat pauk pauw
        pauze pedaal peer pelgrim pelikaan peloton pen pendel penning penseel peper perceel
        perenboom periode perk perkje permissie perron perzik peterselie pianist piano picknick
        piek pieper pier pijl pijler pijlstaart pijnboom pilaar piloot pimpelmees pinda pinguin
        pink pinksteren pioenroos pion pipet piraat pistache piste pit pizza plaat plak plakband
        plan planeet plank plant plas plastic plat plateau platina plein pleister plint ploeg
        plons plooi pluche pluim pluis plukken poeder poelier poetsen poffer pokaal polder polka
        pollepel polo pomp pompelmoes pompoen pond pont pony poort poot pop poppenkast populier
        porselein portier portret post postbode poster postzegel potgrond potlood praatje pracht
        prairie praline prei prent president prijs prins prisma proef proeven profiel programma
        project propeller prullenbak pullover puntmuts puree purper puzzel quiche quinoa quiz
        quizmaster raadhuis raadsel raaf raam raamkozijn raap rabarber racket rad radar radiator
        radijs radio rail raket ram ranja ransel rasp ratel ravioli recept reclame record reep
        regel regen regisseur reiger reis reling rendier reportage reptiel reservoir restaurant
        retour reuzenrad richel richting ridder riet rietje rij rijbaan rijp rijst rijtuig
        rijwiel ring ringmap ritme rivier robbedoes robijn robot roer roest roetsjbaan
        roggebrood rol rollen rolluik rolschaats roman rommel rond rondje rondvaart rood room
        roos rooster rotonde rots rotsblok route rozemarijn rozijn rubber rucola rugzak ruil
        ruim ruimte ruit ruitje rups rust safari saffier safraan salade salamander saldo salie
        salon samba samen samoerai sandaal sandwich sap sardine satelliet saus savanne saxofoon
        scene schaak schakel schans schat schaven scheepje schelp schenkkan schepje scherm
        schets schijf schilder schip schoen schoffel schommel school schors schotel schouw
        schrift schroef schubben schuim schutting schuur scooter score scout seconde secretaris
        seinpaal seizoen selder serie seringen serre service sesam sfeer shampoo sheriff show
        sierlijk signaal sijs sik sikkel silo simpel sinas singel sjaal sjoelen sjouwen skelter
        ski slak slee sleep sleutel slinger sloep slof slok slot sluis smaak smaragd smeden smid
        smoothie snaar sneeuw snelheid snijplank snoek snorkel soda soep soeplepel soja sokken
        solfege solist som sonnet soort sopraan spaak spaan spaarpot spade spaghetti spar
        spatbord spatel specht speelgoed spek spel speld spelling spiegel spier spijker spijs
        spil spinazie spinet spiraal splitpen spoel spons spoor sport spreeuw springtouw
        sprookje spruit squash staal stad stadhuis stadion staf stal stalactiet stam stamp
        standbeeld stap stapel start station steeg steekkar steen steiger stekel stekker stelt
        stem stempel steppe ster sterappel steun stift stijl stip stoel stoep stof stofzuiger
        stolp stomen stoofpot stoom straal strand strip stro stroom struik studie stuif stuiter
        stuur sudderen suiker super surfen symbool systeem taak taal taart tabel tablet tabouret
        tafel tak takel talent tamboerijn tand tandem tandwiel tang tango tank tapdans tapijt
        tapir tarwe tas taxi taxus team teddybeer tegel tekening tekst telbord telescoop telraam
        tempo tennis tent terras terrein test tester theater thee theelepel theepot thema tijd
        tijdlijn tijger tijm timmerman tin titel toast tocht toekan toendra toets tof toffee
        toga tol tomaat tombola ton toneel toon toonladder toontje top topaas topsport toren
        tortel tosti totaal touw touwladder toverdoos tractor traditie tram trambaan trampoline
        trapeze trein trek trekvogel trend triangel tribune trio trofee trolley trom trombone
        trommel trompet troon tros trots truffel trui tuba tube tuin tuinbroek tuinhek tuinkers
        tulband tulp tulpenbol tunnel turbine turf turkoois turnen turnzaal tweeling twijg
        twintig type uil uitgang uitstap uitvinder uitzicht unie uniek uniform universum uurwerk
        vaardig vaart vaas vaat vaatwasser vacht vak vakantie vakwerk valk vallei vandaag
        vanille varen variatie veen veer veerpont veertien veld veldbloem velg ven venkel
        venster ventilator verf verfkwast verhaal verjaardag verkeer verstand verte vest veter
        vetplant viaduct viering vierkant viervoeter vijg vijgen vijver vijzel villa vilt vin
        vingerhoed vink violet viool vis visser vitamine vlag vlas vlecht vlek vleugel vlieg
        vlierbes vlinder vlo vloed vloer vlonder vlot vlotter vlucht voederbak voeding voet
        voetbal vogel volcano volkoren vondst vonk voordeur voorhal voorjaar vork vorm vorst vos
        vouw vouwfiets vraag vrede vriezen vrolijk vrucht vuilnisbak vulkaan vuurtoren vuurvlieg
        waaier waard wadlopen wafel wagen wagon wal walkman walnoot wals walvis wand wandelen
        wasbeer wasknijper wasmand water watten web wedstrijd week weekend weer wegwijzer wei
        weide weiland welkom wenk wens wereld werf werk werkbank wervel west westen wieg wiel
        wier wijk wijs wijzer wilg wilgentak wimpel wind windjack windmolen winkel winter wisent
        wiskunde wissel witloof wol wolk wombat woning woonboot woord wortel woud wrap xylofoon
        yoga yoghurt zaagsel zaal zadel zakdoek zaklamp zalm zand zandbak zandloper zang zebra
        zee zeef zeefdruk zeehond zeemleer zeep zeepbel zeester zegel zeil zeilboot zeilschip
        zeker zetel zijde zijspan zilver zink zitbank zomer zon zone zoogdier zool zout zuid
        zuiderzon zuidpool zuurkool zwaaien zwaan zwaluw zwam zweef zwembad zwengel zwerm zweven
        zwier
        """
}
