/// The French words of return codes: short, plain and harmless, chosen for this house one by one.
///
/// No two of them begin with the same five letters, accents aside. Their order is of no meaning,
/// but a word that is taken out makes every code with it unreadable: none is changed.
extension CodeWords {
    static let frenchWords = """
        abeille abordage abricot acacia académie accent accordéon accueil acier acrobate
        aérodrome aéroport affiche affluent agave agenda agrafe agrume aigle aiglon ail aile
        aimant air airelle alambic albatros album algèbre algue allée alliage allumer almanach
        alouette alpaga alphabet altitude aluminium amande amarre ambre amphore ampoule ananas
        ancêtre anchois ancre âne anémone angle anguille animal anis anneau année annonce
        annuaire anorak anse antenne antilope appareil applaudir appui aquarium aqueduc arachide
        arbitre arbre arbuste arc arcade archet ardoise arène argile arôme arrière arrivée
        arrosoir artichaut artiste ascenseur asperge assiette aster astre atelier atlas atome
        attelage aube auberge aulne autobus autocar automne autoroute autruche avenue avion
        aviron avocette avoine axolotl azur babouche badge badiane bagage bagatelle bague baie
        balade balai balance balcon ballon bambou banc banjo banque baobab baratte barbecue
        baromètre barque barrière basalte bascule basilic basket bassine bastide bateau bâtir
        batterie baudet bécane bécasse bégonia beignet belette bélier belvédère benne berceau
        béret berge berlingot bermuda besace béton betterave beurre bibelot biberon bidon bijou
        billet biplan bique biscuit bison bivouac blague blaireau blanc blazer blé bleu bleuet
        blizzard bloc blouson bobine bobsleigh bocal boisson boîte bol bolide bonjour bonnet
        bonsaï bonsoir bord bordure bosquet botanique botte bottine bouclé bouée bouger bougie
        boule boulon bouquet bourdon bourgeon bourrache boussole bouteille boutique bouton
        bouture bouvreuil bowling bracelet branche brebis brèche bretelle bretzel brevet
        bricoler brillant brindille brioche brique brise brocante broche brocoli broder bronze
        brosse brouette brousse brouter brugnon bruine bruit brume brun brunch bruyère bûche
        budget buffet buffle bulbe bulle bungalow bureau bus buse butte buvard cabane cabine
        câble cabri cacahuète cacao cachalot cactée cactus caddie cadran cadre café cafetière
        cahier cahute caille caisse calamar calcaire calcul calèche calepin calme camélia camion
        camomille campagne camping canard canasta candidat cane canevas caniche canne canoë
        canopée canot cantine canyon cap capitaine câpre capuche carafe caramel caravane
        carburant cargo caribou carillon carnaval carnet carotte carpe carré carrière carrosse
        cartable carte carton cascade case casier casque casserole cassis castor catalogue
        catamaran cavalier caverne cédille cèdre céleri centaine cerceau cercle céréale cerf
        cerfeuil cerise chaise chalet chaloupe chalumeau chamallow chamois champ chance
        chandelle changer chanson chant chapeau chapitre charade charbon chardon chariot
        charpente charrue chat châtaigne château chaton chaudron chaumière chausson chef chemin
        chêne chenille chèque chercher cheval chèvre chicorée chien chiffon chimie chimpanzé
        chiot chips chocolat choeur choisir chorale chou chouette ciel cigale cigogne cime
        ciment cinéma cinq cintre cirage cire cirque ciseau citadelle cité citerne citron clair
        clan clapet clapier clapotis classe clavecin clavier clé clef client climat clin cloche
        cloison cloporte club cobaye cocotier code coffre coiffeur col colibri colis colle
        collier colombe colonne colorer colza comédie comète comique commande commerce commode
        compas compote compter concert condor cône confetti confiture confluent congé conque
        conseil conte continent convoi copain copie coq coque coquille corail corbeau cordon
        coriandre cormier cormoran corne cornichon corolle corridor cortège cosmos costume côte
        cotillon coton coucou coudre couleur coulisse couloir coupe coupole cour courage
        courgette courir courrier course court couscous coussin couturier couvercle crabe craie
        crapaud cratère crayon crécelle crèche crème crêpe cresson crevette cricket crinière
        cristal crocodile crocus croissant croquis croûte crumble cube cueillir cuillère cuisine
        cuivre culture cumin curcuma curieux curry cyclamen cycle cygne cylindre cymbale cyprès
        dahlia daim damier danse date datte dauphin décider décor découper défilé degré déjeuner
        delta demeure dépanneur départ déplacer désert dessert dessin dessus détective devant
        devinette diabolo diamant diapason dictée diesel digitale digue diligence dindon dîner
        dinosaure diplôme direct disque distance document dôme domino donner doré dorer
        doryphore dragée dragon drapeau dribbler drôle dune duo durable durée dynamo eau ébène
        écaille échalote écharpe échasse échelle écho éclair éclipse écluse école écorce écouter
        écran écrire écriteau écuelle écume écureuil écurie édifice églantine élan élastique
        élégant élément éléphant élève élixir émail embellie émeraude émeu émission emmental
        empreinte encore encre encrier endive endroit énergie engrais engrenage énigme entonnoir
        entracte entrée enveloppe envol éolienne épargne épeautre éperon épice épinard éponge
        époque équateur équerre équilibre équipe érable ermite escabeau escalier escargot
        escrime espace esplanade esquimau essence essieu essuyer estrade estuaire étage étain
        étamine étang étape été étendard éternuer étincelle étiquette étoffe étoile étrier étude
        étui éventail évier examen excellent exemple exercice exotique explorer express fable
        fabrique façade facteur facture faïence faisan faîte falaise fanfare fantaisie farandole
        farce farine faucille faucon fauteuil fauvette faux favori félin fenêtre fennec fenouil
        ferme ferry festin fête feuille feutre ficelle fiche fidèle figure fil filature filet
        filtre finale fiole flacon flamant flambeau flamenco flan flaque flèche fleur fleuve
        flocon flore florin flotte fluide flûte flûtiste foin foire fois folklore fondant fondue
        fontaine football forain forêt forge formule forsythia fortune forum fossile fougère
        foulard foule four fourmi fourneau fourrage foyer fraise framboise frégate frein frêne
        fresque frigo frileux frimousse fromage front fruit fuchsia funambule furet fuseau fusée
        fuselage futur gabarit galaxie galerie galet galop gambade gamme gant gare garenne
        garnir garrigue gaspacho gâteau gauche gaufre gazelle gazon géant gel gélatine gelée
        genêt genévrier genièvre géode géologie géranium gerbe gerbille geyser gibbon gigot
        gilet gingembre girafe giroflée girolle girouette givre glace glacier glaçon glaïeul
        globe gloriette glouton glycine gobelet godille goéland golf gomme gondole gong gorille
        gouache goudron goûter goutte grâce gracieux gradin grain grand grange granit granola
        grappe gratin gratuit graver gravier gravure grêle grelot grenat grenier grès grillage
        grimper griotte gris grive groseille grotte groupe grutier gruyère guacamole guépard
        guéridon guichet guide guidon guignol guimauve guirlande guitare gymnase gyrophare haie
        hall halo halte hamac hameau hamster haricot harmonie harpe haubert hauteur hélice
        herbier hérisson hermine héron héros hêtre heure heurtoir hexagone hibiscus hibou
        histoire hiver hochet hockey honnête horaire horizon horloge hortensia hotte houblon
        houle housse houx hublot huile humour hutte hydravion hymne ibis iceberg icône idée
        igloo iguane île illustre immeuble impala imprimer index indice indigo infini ingénieur
        initiale inox insecte inspirer instant insulaire intérieur inventer iode iris issue
        ivoire jabot jacinthe jacquard jade jaguar jambon jante jardin jarre jasmin jaune
        javelot jazz jeep jersey jeton jeu jockey joie jongleur jonque joubarbe jouer jouet jour
        journal joute joyeux jubilé judo jumeau jumelle jument jungle jus juste kaki kangourou
        karaté kayak képi kermesse kilo kilt kimono kiosque kit kiwi klaxon koala kumquat label
        laboureur lac lacet lagon lagune laine lait laitue lama lamelle lampe lampion langouste
        lanterne lapin laque lasagne lasso latin latitude laurier lavande laverie lavoir lecteur
        légende légume lentille léopard lessive lettre levain lever levier levure lexique lézard
        liane libellule liberté libraire licorne liège lierre lieu lièvre ligne lilas limace
        limite limon limousine linge lingot linotte lion liquide lis lisse liste litchi litre
        littoral livre local loge logiciel logis loisir lombric longitude loriot loterie lotus
        loupe loutre loyal lucarne luciole luge lumière lunch lune lunette lupin lustre luth
        lutin luxe luzerne lycée lynx lyre macaron machine maçon madeleine madrigal magasin
        magazine mage magie magique magnet magnolia maille maire maïs maison majorette mallette
        mammouth mandarine manège mangue manière manoir manteau manuel maquette maracas marais
        marbre marcher marécage marée marelle margarine marin marmelade marmite marmotte marque
        marron marteau mascotte massif mastic matelot matériel matière matin matricule mauve
        mazurka mécanique médaille méduse mégaphone mélange mélèze mélodie menhir menthe menu
        menuisier mer mercerie merci mercure méridien meringue merle merveille mésange mesure
        métal météo méthode métier mètre métro meuble meule mezzanine micro midi miel miette
        mikado milieu mimosa minaret mine minéral minigolf minute miroir mistral mitaine mixer
        mobile mode modèle moderne moineau mois moisson moitié môle molécule moment monde
        monnaie monocle montagne monter montre monument moraine morceau morse mortier mosaïque
        mot moteur motif moto motte mouche mouette moufle moulin mousse moutarde mouton muguet
        mule mulet multiple mur muraille murmure muscade musée muséum musique myosotis myrtille
        mythe nacelle nacre nager nappe narval natation natte nature nautile navet naviguer
        navire nectar néflier neige nénuphar néon neutre neveu niche nichoir nickel nid nimbus
        noisette noix nom nomade nombre nord notaire note notice nouer nougat nouveau noyau
        noyer nuage nuance numéro nylon oasis objet obole ocarina océan ocre octave octogone
        odeur odyssée oeillet oeuf oeuvre office oie oignon oiseau okapi oléandre olive ombrelle
        omelette onde ondine opale opéra orage orange orbite orchidée ordre organdi orge orgue
        orient origan original orme ornement orque ortie osier osmose otarie ottomane ouate
        ouest ours oursin outil ouvrage ouvrir oxygène ozone page pagode paille pain pair
        palabre palais palette palier palme palmier palourde pampa panache pancarte panda panier
        panneau panoplie panorama panthère paon papaye papier papillon paprika papyrus paquebot
        parabole parade parasol parc parquet partage parterre parvis passage passoire pastel
        pastille patate pâte patin pause pavé pavillon pavot payer paysage péage pédalo peigne
        pélican pelle pelote pelouse peluche pendule péniche pensée pépin pépite pergola période
        perle perruche persil pétale pétanque petit pétrole pétunia peuple pharaon phare phoque
        phrase pianiste piano pichet pie pièce pierre pieuvre pigeon pigment pile pilier pilon
        pilote piment pin pinceau pinède pingouin pinson pintade pioche pion pique pirate
        pirogue pistache piste piston pitre pivert pivoine pivot pizza placard place plafond
        plage plaine plan planche planète plante plaque plat platane plateau platine plâtre
        plein pleurote pli plongeon pluie plume plumier pluvier pneu poche podcast podium poêle
        poème poésie poète poignée point poire pois poisson poivre polaire polaroïd poli pollen
        polo polygone pomme pommier pompier pompon poncho pondeuse poney pont porridge port
        portail porte portique portrait poste potage poteau poterie potiche potiron poudre
        poulain poule poulie poulpe pourpre poutre pouvoir prairie praline pratique précieux
        préface préférer préparer présent prêt prime prince prisme prix produit profil projet
        prologue prose proue province prune prunier pulpe puma pupitre purée puzzle pyramide
        quai qualité quartier quenelle quiche quille quinoa quitter quiz rabot racine radar
        radeau radio radis rafale rafting ragoût rail raisin rallye rame ramer ramoneur rampe
        ranch rang ranger rapide rappel raquette râteau raton ravioli rayon rayure rébus recette
        récif récolte refaire reflet refrain regard régate régime région règle réglisse régulier
        reine relais relief remarque remorque remous remparts renard rêne renne rentrée réparer
        repas replier réponse reprise reptile réseau résine résoudre respect ressac ressort rêve
        réveil revue rhubarbe ricochet rideau rigoler rire risotto rivage rive rivière riz
        rizière robinet robot robuste roc roche rocket rodéo roi roitelet rôle rollers rollmops
        roman romarin ronde roquette rosace rose roseau rosée rosier rôti rotin rotonde rouage
        roue rouge rouleau route routine royaume ruban rubis rucher rue rugby ruisseau rumba
        rural rustique rutabaga rythme sabayon sable sablier sabot sac sachet sacoche safari
        safran sage saison salade salaire salle salon salsa salsifis saluer salut samovar
        sandale sandwich sanglier saphir sapin sarcelle sardine sarrasin satin sauce saule
        saumon saut sauter savane saveur savoir savon saynète scarabée scène science scierie
        scooter score séance seau secteur seiche seigle séjour selle semaine semelle semer
        semoule séquoia sérénade série serin serpolet serre sésame sève siècle sifflet signal
        silex sillage silo simple singe sirène sirop sitar situer skate ski slalom slogan
        smoking socle soie soir soja solaire sole soleil solfège sombrero sommet son sonate
        sonnette sonore sorbet sorbier sorgho sortie soucoupe souffler souhait soulier soupe
        soupière souple source sourire soute spatule spécial sphère spirale sport square stade
        stage station statue steppe stère studio style stylo sublime sucre sucrier sud suite
        sujet superbe sureau surf surface surprise survoler sweat syllabe symbole symétrie sympa
        système table tablier tabouret taille talent talisman taloche talus tamaris tambour
        tamis tamtam tandem tangente tango tangram tanière tapioca tapir tapis tarte tartine
        tasse tatami taureau taxi teckel teinture temple tempo temps tempura tennis ténor tente
        tercet terminus terrain terre terrier tester têtard texte théâtre théière théorème
        thermos thuya thym tiare ticket tiède tiers tige tigre tilleul timbale timbre tirage
        tirelire tiroir tisane tissu titan toboggan toile toison toit tomate tombola tomette
        tondeuse tonique tonneau toque torrent torsade tortue totem toucan toundra toupie tour
        tourbe tourisme tourte trace tracteur traduire trafic train trait trajet tram tramway
        tranche trapèze travail trèfle tremplin trépied tresse treuil triangle tribord tribu
        tricot tricycle trier trimaran trio triomphe triple trombone trône trophée troquet trot
        trottoir troupe trousse trouver truelle truffe truite tuba tube tuile tulipe tulle
        tunique tunnel turban turbine turbot tutu tuyau ukulélé union unique unir univers usine
        utile vacances vague vaisseau valeur valise vallée valse valve vanille vanneau vapeur
        variété vase vautour vedette végétal véhicule veille vélo velours vendange vent véranda
        verbe vernis verre vers verseau verso vert verveine veste viaduc vicomte victoire vigne
        village ville vinaigre virage virgule vis visible visser vitesse vitrine vivace vivier
        voeu voile voiture volant volcan volet volière volley volt voltige volume voûte voyage
        voyelle vrille wagon wapiti yacht yaourt yoga yourte zèbre zénith zeppelin zéro zeste
        zigzag zinc zinnia zone zoo zoologie zoom
        """
}
